/// Calls to other programs, signed after Standard Webhooks: the queue of calls, the client that
/// makes them and reaches no address inside the operator's network, and the secrets that sign them.
/// Whose calls they are is the [io.ritorno.webhook.CallOwner]'s affair. Owns the tables
/// `webhook_call` and `webhook_secret`. Depends on `platform`, `account` and `profile`.
///
/// Start at [io.ritorno.webhook.Webhooks] for what comes in, and at `CallWork` for what goes out.
@NullMarked
package io.ritorno.webhook;

import org.jspecify.annotations.NullMarked;
