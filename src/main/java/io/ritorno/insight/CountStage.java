package io.ritorno.insight;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Counts carts and messages per day. Each row says in its `counted…` columns how it is counted
/// already; the difference to what it is now goes into the rollup, and never twice.
@Component
class CountStage implements EventStage {
    private static final Set<String> OF_CARTS =
            Set.of(
                    Names.IDENTIFIED,
                    Names.PRODUCT_ADDED,
                    Names.PRODUCT_REMOVED,
                    Names.CART_VIEWED,
                    Names.CART_UPDATED,
                    Names.CHECKOUT_STARTED,
                    Names.CHECKOUT_STEP_VIEWED,
                    Names.CHECKOUT_STEP_COMPLETED,
                    Names.PAYMENT_INFO_ENTERED,
                    Names.COUPON_APPLIED,
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_CANCELLED,
                    Names.CART_ABANDONED,
                    Names.CART_RECOVERED);
    private static final Set<String> OF_MESSAGES =
            Set.of(Names.MESSAGE_SENT, Names.MESSAGE_OPENED, Names.MESSAGE_CLICKED);

    /// How a cart was counted and how it now is.
    private record CartChange(
            UUID id, @Nullable Instant wasAt, @Nullable String was, Instant at, String state) {}

    private record MessageChange(
            UUID id, Instant at, String channel, Instant sentAt, int was, int is) {}

    /// Bits of `message.counted`, and what each counts as.
    private enum Mark {
        SENT(1, Rollup.SENT),
        OPENED(2, Rollup.OPENED),
        CLICKED(4, Rollup.CLICKED),
        MACHINE_OPENED(8, Rollup.MACHINE_OPENED),
        MACHINE_CLICKED(16, Rollup.MACHINE_CLICKED);

        final int bit;
        final String metric;

        Mark(int bit, String metric) {
            this.bit = bit;
            this.metric = metric;
        }
    }

    /// What a message is, in the bits of [Mark].
    static final String MARKS =
            """
            case when m.sent_at is null then 0 else 1
              + case when m.opened_at is null then 0 else 2 end
              + case when m.clicked_at is null then 0 else 4 end
              + case when m.machine_opened_at is null then 0 else 8 end
              + case when m.machine_clicked_at is null then 0 else 16 end
            end""";

    private final JdbcTemplate db;
    private final Rollup rollup;
    private final Days days;

    CountStage(JdbcTemplate db, Rollup rollup, Days days) {
        this.db = db;
        this.rollup = rollup;
        this.days = days;
    }

    /// After everything that changes a cart or message.
    @Override
    public int order() {
        return ATTRIBUTION + 1;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop().forEach((shop, events) -> apply(batch, shop, events));
    }

    private void apply(Batch batch, Shop shop, List<Event> events) {
        var people =
                events.stream()
                        .filter(event -> OF_CARTS.contains(event.name()))
                        .map(Event::profile)
                        .distinct()
                        .toList();
        var messages =
                events.stream()
                        .filter(event -> OF_MESSAGES.contains(event.name()))
                        .flatMap(event -> message(event).stream())
                        .distinct()
                        .toList();
        if (people.isEmpty() && messages.isEmpty()) return;
        var zone = days.zone(shop);
        var deltas = new Rollup.Deltas();
        countCarts(shop, batch.part(), people, zone, deltas);
        countMessages(shop, batch.part(), messages, zone, deltas);
        rollup.add(batch.part(), shop, deltas);
    }

    private static List<UUID> message(Event event) {
        var id = event.text("message");
        try {
            return id == null ? List.of() : List.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return List.of(); // a shop's own event of this name
        }
    }

    private void countCarts(
            Shop shop, int part, List<UUID> people, ZoneId zone, Rollup.Deltas deltas) {
        var changes =
                Columns.of(people)
                        .uuids(id -> id)
                        .query(
                                db,
                                """
                                select c.id, c.counted_at, c.counted_state, c.created_at, c.state
                                from cart c
                                where c.part = ? and c.shop_id = ? and c.profile_id = any(?)
                                  and (c.created_at, c.state)
                                    is distinct from (c.counted_at, c.counted_state)
                                """,
                                CountStage::cartChange,
                                List.of(part, shop.id()),
                                List.of());
        // by their ids and not in one statement with a join: while a table grows fast, PostgreSQL
        // still has the plan for a small one, and would compare each with every cart of the shop
        Columns.of(changes)
                .uuids(CartChange::id)
                .update(
                        db,
                        """
                        update cart c set counted_at = c.created_at, counted_state = c.state
                        where c.part = ? and c.shop_id = ? and c.id = any(?)
                        """,
                        part,
                        shop.id());
        for (var change : changes) {
            if (change.wasAt() != null && change.was() != null)
                deltas.add(Days.of(change.wasAt(), zone), Rollup.CART, change.was(), -1, 0);
            deltas.add(Days.of(change.at(), zone), Rollup.CART, change.state(), 1, 0);
        }
    }

    private static CartChange cartChange(ResultSet row) throws SQLException {
        return new CartChange(
                row.getObject("id", UUID.class),
                Times.instantOrNull(row, "counted_at"),
                row.getString("counted_state"),
                Times.instant(row, "created_at"),
                row.getString("state"));
    }

    private void countMessages(
            Shop shop, int part, List<UUID> messages, ZoneId zone, Rollup.Deltas deltas) {
        // in two statements, each with one join: of more PostgreSQL thinks that they yield next to
        // nothing, and looks through all the month's messages
        var changes =
                Columns.of(messages)
                        .uuids(id -> id)
                        .instants(Ids::time)
                        .query(
                                db,
                                """
                                select m.id, m.at, m.channel, m.sent_at, m.counted, %s as marks
                                from unnest(?, ?) w(id, at)
                                join message m on m.id = w.id and m.at = w.at
                                where m.part = ? and m.shop_id = ? and m.sent_at is not null
                                """
                                        .formatted(MARKS.replace("\n", " ")),
                                CountStage::messageChange,
                                List.of(),
                                List.of(part, shop.id()))
                        .stream()
                        .filter(change -> change.was() != change.is())
                        .toList();
        Columns.of(changes)
                .uuids(MessageChange::id)
                .instants(MessageChange::at)
                .ints(MessageChange::is)
                .instants(MessageChange::sentAt)
                .update(
                        db,
                        """
                        update message m set counted = w.marks, counted_at = w.sent_at
                        from unnest(?, ?, ?, ?) w(id, at, marks, sent_at)
                        where m.part = ? and m.shop_id = ? and m.id = w.id and m.at = w.at
                        """,
                        List.of(),
                        List.of(part, shop.id()));
        for (var change : changes) {
            var day = Days.of(change.sentAt(), zone);
            for (var mark : Mark.values()) {
                var was = (change.was() & mark.bit) != 0 ? 1 : 0;
                var is = (change.is() & mark.bit) != 0 ? 1 : 0;
                deltas.add(day, mark.metric, change.channel(), is - was, 0);
            }
        }
    }

    private static MessageChange messageChange(ResultSet row) throws SQLException {
        return new MessageChange(
                row.getObject("id", UUID.class),
                Times.instant(row, "at"),
                row.getString("channel"),
                Times.instant(row, "sent_at"),
                row.getInt("counted"),
                row.getInt("marks"));
    }
}
