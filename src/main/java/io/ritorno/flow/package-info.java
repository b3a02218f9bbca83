/// Flows: what happens to a person after a trigger, step by step, until she has done what the flow
/// is for. A [Definition] is data; [Rules] decide, purely; [FlowStage] lets events start and stop
/// runs, [FlowRuns] moves the runs that are due, a batch at a time; [Recipes] are flows ready to
/// switch on.
///
/// Owns the tables `flow`, `flow_version`, `flow_run`, `flow_count`, `flow_draw` and `flow_winner`.
/// Reads `cart` (is the run's cart still there, and what is it worth), `message` (was this its first
/// open, was it sent), `orders` and `credit` (what a flow or a way of it earned). Depends on
/// `platform`, `account`, `event`, `profile`, `consent`, `segment`, `content`, `coupon` and
/// `delivery`.
///
/// Start at [io.ritorno.flow.Flows].
@NullMarked
package io.ritorno.flow;

import org.jspecify.annotations.NullMarked;
