/// What the messages really brought: people who were kept out by chance against those who were not.
/// Owns the tables `holdout_person` and `holdout_build`; reads `flow_draw`, `flow_run`, `profile`,
/// `consent` and `orders`. Depends on everything up to `flow`.
///
/// Start at [io.ritorno.insight.holdout.Uplift]; [io.ritorno.insight.holdout.Compared] says who is
/// compared for the whole shop.
@NullMarked
package io.ritorno.insight.holdout;

import org.jspecify.annotations.NullMarked;
