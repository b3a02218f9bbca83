/// People: which identities are whose, what they told us, sums of what they did, merging two
/// histories and undoing it. Owns the tables `identity`, `profile`, `profile_trait`, `purchases`
/// and `merge`. Reads `orders` and `cart` for the sums. Depends on `platform`, `account` and
/// `event`.
///
/// Start at [io.ritorno.profile.IdentityRules], who is who, and [io.ritorno.profile.Profiles].
@NullMarked
package io.ritorno.profile;

import org.jspecify.annotations.NullMarked;
