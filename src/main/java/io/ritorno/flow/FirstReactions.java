package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts what became of a flow's messages: each sent, and each opened and clicked by a person at
/// least once. Reads `touch` to tell the first time from the others.
@Component
class FirstReactions {
    private final JdbcClient db;

    FirstReactions(JdbcClient db) {
        this.db = db;
    }

    private record Kind(UUID message, String kind) {}

    private record Reaction(Event event, UUID flow, String step, Kind about) {}

    void count(int part, Shop shop, List<Event> events, FlowCounts.Deltas counts) {
        var reactions = new ArrayList<Reaction>();
        for (var event : events) {
            // only what our own sender and links tell: a shop's events cannot make these numbers
            if (!event.source().equals(Event.OWN)) continue;
            var flow = id(event.text("flow"));
            var step = event.text("step");
            if (flow == null || step == null) continue;
            if (event.is(Names.MESSAGE_SENT)) counts.add(flow, step, FlowCounts.SENT, 1);
            var kind = kind(event);
            var message = id(event.text("message"));
            if (kind != null && message != null)
                reactions.add(new Reaction(event, flow, step, new Kind(message, kind)));
        }
        if (reactions.isEmpty()) return;
        var first = first(part, shop, reactions);
        var counted = new HashSet<Kind>();
        for (var reaction : reactions) {
            var at = first.get(reaction.about());
            // none: taken for a machine's after all
            if (at == null || at.isBefore(reaction.event().at())) continue;
            if (!counted.add(reaction.about())) continue;
            var name =
                    reaction.about().kind().equals("open") ? FlowCounts.OPENED : FlowCounts.CLICKED;
            counts.add(reaction.flow(), reaction.step(), name, 1);
        }
    }

    private Map<Kind, Instant> first(int part, Shop shop, List<Reaction> reactions) {
        var first = new HashMap<Kind, Instant>();
        db.sql(
                        """
                        select message_id, kind, min(at) as at from touch
                        where part = ? and shop_id = ? and profile_id = any(?)
                            and message_id = any(?) and not machine
                        group by message_id, kind
                        """)
                .params(
                        part,
                        shop.id(),
                        reactions.stream().map(r -> r.event().profile()).toArray(UUID[]::new),
                        reactions.stream().map(r -> r.about().message()).toArray(UUID[]::new))
                .query(
                        row -> {
                            first.put(
                                    new Kind(
                                            row.getObject("message_id", UUID.class),
                                            row.getString("kind")),
                                    Times.instant(row, "at"));
                        });
        return first;
    }

    private static @Nullable String kind(Event event) {
        if (event.properties().path("machine").asBoolean(false)) return null;
        if (event.is(Names.MESSAGE_OPENED)) return "open";
        return event.is(Names.MESSAGE_CLICKED) ? "click" : null;
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
