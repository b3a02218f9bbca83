/// Flows: what happens to a person after a trigger, step by step, until she has done what the flow
/// is for. A [Definition] is data; [Rules] decide, purely; [FlowStage] lets events start and stop
/// runs, [FlowRuns] moves the runs that are due, a batch at a time; [Recipes] are flows ready to
/// switch on.
///
/// Owns the tables `flow`, `flow_version`, `flow_run` and `flow_count`. Reads `cart` (is the run's
/// cart still there, and what is it worth), `message` (was this its first open) and `credit` (what
/// a flow earned). Depends on `platform`, `account`, `event`, `profile`, `segment`, `content` and
/// `delivery`.
///
/// Start at [io.ritorno.flow.Flows].
@NullMarked
package io.ritorno.flow;

import org.jspecify.annotations.NullMarked;
