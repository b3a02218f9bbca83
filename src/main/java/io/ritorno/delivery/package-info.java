/// From "this person shall be written to" to her mailbox and back: the queue of messages, the gate
/// that may hold or skip each of them, the decision log, the hand-over to SMTP or the built-in
/// outbox, and the signed links of a mail (clicks, opens, unsubscribe, preferences, surveys). Owns
/// the tables `occurrence`, `message`, `message_body`, `decision` and `touch`; reads `flow` for
/// names. Depends on `platform`, `account`, `event`, `profile`, `consent`, `catalog`, `order`,
/// `cart`, `recommend` and `content`.
///
/// Start at [io.ritorno.delivery.Messages] for what comes in, and at `Sender` for what goes out.
@NullMarked
package io.ritorno.delivery;

import org.jspecify.annotations.NullMarked;
