/// What every feature stands on and nothing about marketing: ids, parts, lanes, the clock, the
/// database and SQL in batches. Owns the tables `lane`, `app_clock` and `secret`. Depends on
/// nothing.
///
/// Start at [io.ritorno.platform.Lanes], the loop that does all work in the background.
@NullMarked
package io.ritorno.platform;

import org.jspecify.annotations.NullMarked;
