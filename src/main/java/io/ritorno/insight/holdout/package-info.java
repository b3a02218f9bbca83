/// What the messages really brought: people who were kept out by chance against those who were not.
/// Owns no table; reads `flow_run`, `message` and `orders`. Depends on everything up to `flow`.
///
/// Start at [io.ritorno.insight.holdout.Uplift].
@NullMarked
package io.ritorno.insight.holdout;

import org.jspecify.annotations.NullMarked;
