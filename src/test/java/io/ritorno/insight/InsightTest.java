package io.ritorno.insight;

import static io.ritorno.platform.Times.utc;
import static io.ritorno.platform.Times.utcOrNull;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// Orders, carts, messages and touches as the features before insight leave them, and a batch that
/// tells of them.
abstract class InsightTest extends IntegrationTest {
    @Autowired AttributionStage attribution;
    @Autowired CountStage counts;
    @Autowired Overview overview;
    @Autowired JsonMapper json;

    Shop shop;

    @BeforeEach
    void aShop() {
        shop = newShop();
    }

    UUID person() {
        return Ids.next(now());
    }

    UUID order(UUID person, String number, long total, Instant placedAt) {
        var id = orderId(number);
        db.sql(
                        """
                        insert into orders (part, shop_id, id, profile_id, origin_id, external_id, number,
                            status, counted, currency, total, original_total, original_currency, items,
                            sources, placed_at, fact_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'completed', true, 'PLN', ?, ?, 'PLN', 1, '{}', ?, ?)
                        """)
                .params(
                        part(person),
                        shop.id(),
                        id,
                        person,
                        person,
                        number,
                        number,
                        total,
                        total,
                        utc(placedAt),
                        utc(placedAt))
                .update();
        return id;
    }

    UUID orderId(String number) {
        return Ids.stable("" + shop.id(), "order", number);
    }

    void set(UUID order, String column, Object value) {
        db.sql(
                        "update orders set "
                                + column
                                + " = ? where part = any(?) and shop_id = ? and id = ?")
                .params(value, shop.parts().all(), shop.id(), order)
                .update();
    }

    UUID cart(UUID person, String state, long value, Instant createdAt) {
        var id = Ids.next(now());
        db.sql(
                        """
                        insert into cart (part, shop_id, id, profile_id, origin_id, state, currency, value,
                            items, lines, created_at, changed_at)
                        values (?, ?, ?, ?, ?, ?, 'PLN', ?, 1, '[]', ?, ?)
                        """)
                .params(
                        part(person),
                        shop.id(),
                        id,
                        person,
                        person,
                        state,
                        value,
                        utc(createdAt),
                        utc(createdAt))
                .update();
        return id;
    }

    void setCart(UUID cart, String column, Object value) {
        db.sql("update cart set " + column + " = ? where part = any(?) and shop_id = ? and id = ?")
                .params(value, shop.parts().all(), shop.id(), cart)
                .update();
    }

    UUID message(
            UUID person,
            Instant sentAt,
            @Nullable Instant openedAt,
            @Nullable Instant machineOpenedAt) {
        var id = Ids.next(sentAt);
        db.sql(
                        """
                        insert into message (part, shop_id, id, at, profile_id, origin_id, channel,
                            transactional, status, sent_at, opened_at, machine_opened_at)
                        values (?, ?, ?, ?, ?, ?, 'email', false, 'sent', ?, ?, ?)
                        """)
                .params(part(person), shop.id(), id, utc(Ids.time(id)), person, person, utc(sentAt))
                .param(utcOrNull(openedAt))
                .param(utcOrNull(machineOpenedAt))
                .update();
        return id;
    }

    /// A contact with a message of a flow.
    Touch touch(UUID person, String kind, Instant at) {
        var touch = new Touch(Ids.next(at), Ids.next(now()));
        touch(person, kind, "email", false, at, touch.message(), touch.flow(), null);
        return touch;
    }

    record Touch(UUID message, UUID flow) {}

    void touch(
            UUID person,
            String kind,
            String channel,
            boolean machine,
            Instant at,
            UUID message,
            @Nullable UUID flow,
            @Nullable UUID campaign) {
        db.sql(
                        """
                        insert into touch (part, shop_id, profile_id, at, id, kind, channel, machine,
                            message_id, flow_id, campaign_id, step)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 's1')
                        """)
                .params(
                        part(person),
                        shop.id(),
                        person,
                        utc(at),
                        Ids.next(at),
                        kind,
                        channel,
                        machine,
                        message)
                .param(flow)
                .param(campaign)
                .update();
    }

    Event event(UUID person, String name, Instant at, String property, String value) {
        return new Event(
                Ids.next(now()),
                shop,
                part(person),
                person,
                Event.Call.TRACK,
                name,
                at,
                now(),
                "server",
                false,
                json.createObjectNode().put(property, value));
    }

    /// Tells the stages of an order.
    void told(UUID person, String name, String number) {
        run(event(person, name, now(), "order_id", number));
    }

    void run(Event... events) {
        var batch = new Batch(events[0].part(), now(), List.of(events));
        lanes.inPart(
                Lane.EVENT,
                batch.part(),
                () -> {
                    attribution.apply(batch);
                    counts.apply(batch);
                    return true;
                });
    }

    void bought(UUID person, String number) {
        told(person, Names.ORDER_COMPLETED, number);
    }

    int part(UUID person) {
        return shop.parts().of(person);
    }

    /// A row of credit, shortened.
    record Row(String source, @Nullable String touch, int orders, long amount, String reason) {}

    List<Row> credit(UUID order) {
        return db.sql(
                        """
                        select source, touch, orders, amount, reason from credit
                        where part = any(?) and shop_id = ? and order_id = ?
                        order by written_at, orders, amount, source
                        """)
                .params(shop.parts().all(), shop.id(), order)
                .query(
                        (row, _) ->
                                new Row(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getInt(3),
                                        row.getLong(4),
                                        row.getString(5)))
                .list();
    }

    /// Whom the order is credited to now, with what it is worth.
    String credited(UUID order) {
        return db.sql(
                        """
                        select source || coalesce(' ' || touch, '') || ' ' || sum(amount) from credit
                        where part = any(?) and shop_id = ? and order_id = ?
                        group by source, touch, message_id, day having sum(orders) = 1
                        """)
                .params(shop.parts().all(), shop.id(), order)
                .query(String.class)
                .optional()
                .orElse("nobody");
    }

    record Count(String day, String metric, String key, long n, long amount) {}

    List<Count> rollup() {
        return db.sql(
                        """
                        select day::text, metric, key, sum(n) as n, sum(amount) as amount from rollup
                        where part = any(?) and shop_id = ?
                        group by day, metric, key having sum(n) <> 0 or sum(amount) <> 0
                        order by day, metric, key
                        """)
                .params(shop.parts().all(), shop.id())
                .query(
                        (row, _) ->
                                new Count(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getLong(4),
                                        row.getLong(5)))
                .list();
    }
}
