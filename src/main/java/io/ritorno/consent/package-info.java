/// May we write to her: what each person agreed to, per channel, with time, source and the text she
/// was shown; and the addresses nobody may write to. Owns the tables `consent`, `suppression` and
/// `erased_address`. Depends on `platform`, `account`, `event` and `profile`. Start at
/// [io.ritorno.consent.Consents].
@NullMarked
package io.ritorno.consent;

import org.jspecify.annotations.NullMarked;
