/// Ritorno: marketing automation for online shops. `docs/architecture.md` is the map.
@NullMarked
package io.ritorno;

import org.jspecify.annotations.NullMarked;
