/// The one road: everything that happens comes in here, as a call of an SDK, a webhook, a row of an
/// import, a click. Intake answers once it is durable in `inbox`; the event lane finds out whose it
/// is, applies it stage by stage and logs it. Owns the tables `inbox`, `seen`, `failed_event` and
/// `event`. Depends on `platform` and `account`.
///
/// Start at [io.ritorno.event.Pipeline], which walks one batch the whole way. A feature takes part
/// by an [io.ritorno.event.EventStage].
@NullMarked
package io.ritorno.event;

import org.jspecify.annotations.NullMarked;
