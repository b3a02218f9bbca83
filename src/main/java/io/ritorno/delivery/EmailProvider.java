package io.ritorno.delivery;

/// Where mails are handed over.
interface EmailProvider {
    /// What became of a hand-over.
    sealed interface Outcome {}

    /// The server has it.
    record Accepted() implements Outcome {}

    /// The server was not reached or did not want it yet; nothing was handed over.
    record NotReached(String reason) implements Outcome {}

    /// The server said "later" (4xx).
    record Deferred(String reason) implements Outcome {}

    /// The server refuses this mail for good (5xx), but not because of the address.
    record Refused(String reason) implements Outcome {}

    /// There is no such mailbox, or it is closed: never write there again.
    record BadAddress(String reason) implements Outcome {}

    /// The connection broke while the server may have taken it. Only a person can know.
    record Lost(String reason) implements Outcome {}

    /// Hands one mail over. Called by many threads at once; never throws for what a server does.
    Outcome send(OutgoingMail mail);

    /// Hands mails over in this process only and keeps them in `message_body`: what a shop without
    /// a mail server has, and the demo.
    final class Outbox implements EmailProvider {
        @Override
        public Outcome send(OutgoingMail mail) {
            return new Accepted();
        }
    }
}
