/// People: which identities are whose, what they told us, sums of what they did, merging two
/// histories and undoing it; telling a person all that is kept of her, and erasing her. Owns the
/// tables `identity`, `profile`, `profile_trait`, `purchases`, `merge`, `erasure` and `erased_key`.
/// Reads `orders` and `cart` for the sums and `message` for old addresses; at merges and erasures
/// it changes the tables that their owners declare as [io.ritorno.profile.MovedTable] and
/// [io.ritorno.profile.PersonalTable]. Depends on `platform`, `account` and `event`.
///
/// Start at [io.ritorno.profile.IdentityRules], who is who, [io.ritorno.profile.Profiles], and
/// [io.ritorno.profile.ErasureWork].
@NullMarked
package io.ritorno.profile;

import org.jspecify.annotations.NullMarked;
