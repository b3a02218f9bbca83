package io.ritorno.demo;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Something that a simulated person or machine is going to do.
sealed interface Act {
    Instant at();

    /// Does something on the shop's pages.
    record OnSite(DemoShop demo, Instant at, Kind kind, ObjectNode call) implements Act {}

    /// Opens a mail.
    record Open(DemoShop demo, Instant at, Mailing mail) implements Act {}

    /// Clicks a link of the mail.
    record Click(DemoShop demo, Instant at, Mailing mail) implements Act {}

    /// A security scanner follows everything that a mail holds.
    record Scan(DemoShop demo, Instant at, Mailing mail) implements Act {}

    /// What counts as which number of the answer.
    enum Kind {
        VISIT,
        CART,
        ORDER,
        OTHER
    }

    /// A mail that was sent.
    ///
    /// @param userId the shop's id of whoever got it
    /// @param sentAt when it was handed over
    /// @param links ours, in the order of the mail
    /// @param items what was in the cart it is about; empty when it is about none
    /// @param pixel address of the picture that tells an open
    record Mailing(
            UUID message,
            String userId,
            Instant sentAt,
            List<Basket.Line> items,
            List<String> links,
            String pixel) {}
}
