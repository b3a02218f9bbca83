/// Flows: what happens to a person after a trigger, step by step, until she has done what the flow
/// is for. A [Definition] is data; [Rules] decide, purely; [FlowStage] lets events start and stop
/// runs, [FlowRuns] moves the runs that are due, a batch at a time; [Recipes] are flows ready to
/// switch on.
///
/// Who enters: [Starts] says it of events, [Planner] plans those who enter by time and
/// [PlannedEntries] lets them in, [ProductNews] brings those whom a product concerns,
/// [ManualEntries] whoever is put in by hand, [Moves] whoever comes from another flow; all of them
/// come through [Entries]. [FlowCalls] has other programs called for runs.
///
/// [DryRuns] try a flow on the past: [PastStarts] and [DryWalk] ask the same rules about then.
///
/// Owns the tables `flow`, `flow_version`, `flow_run`, `flow_count`, `flow_draw`, `flow_winner`,
/// `flow_plan`, `flow_plan_build`, `product_interest`, `product_news`, `flow_dry_run`,
/// `flow_dry_part` and `flow_dry_person`. Reads `cart` (is the run's cart still there, and what is
/// it worth), `message` (was this its first open), `credit` (what a flow earned), `orders`,
/// `order_line`, `consent`, `event`, `membership`, `identity`, `product` and `product_category`
/// (whether a trigger has fired). Depends on `platform`, `account`, `event`, `profile`, `consent`,
/// `catalog`, `order`, `segment`, `content`, `coupon`, `delivery` and `webhook`.
///
/// Start at [io.ritorno.flow.Flows].
@NullMarked
package io.ritorno.flow;

import org.jspecify.annotations.NullMarked;
