package io.ritorno.insight.browse;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import io.ritorno.insight.browse.Order.CreditedTo;
import io.ritorno.insight.browse.Order.Line;
import io.ritorno.insight.browse.Order.Named;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The shop's orders, and one person's.
@Component
class OrderList {
    private static final Set<String> SOURCES = Set.of("site", "campaign", "flow");

    /// People whose orders are looked through when a search may be a name or an e-mail.
    private static final int PEOPLE = 200;

    /// @param search the beginning of an order number, an e-mail, a first or last name
    /// @param source only orders that count and are credited so
    /// @param counted null: whether or not they count
    record Filter(
            @Nullable String search,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            @Nullable String source,
            @Nullable Boolean counted) {
        static final Filter ALL = new Filter(null, null, null, null, null);

        Filter {
            if (source != null && !SOURCES.contains(source))
                throw Problem.invalid("source", "not-one-of", "site, campaign, flow");
        }
    }

    enum Sort {
        PLACED_AT("o.placed_at", comparing(Order::placedAt)),
        TOTAL("o.total", comparing(Order::total));

        final String column;
        final Comparator<Order> order;

        Sort(String column, Comparator<Order> order) {
            this.column = column;
            this.order = order.thenComparing(o -> o.id().toString()).reversed();
        }

        static Sort of(String name) {
            return switch (name) {
                case "placedAt" -> PLACED_AT;
                case "total" -> TOTAL;
                default -> throw Problem.invalid("sort", "not-one-of", "placedAt, total");
            };
        }

        List<String> position(Order order) {
            var value = this == TOTAL ? String.valueOf(order.total()) : order.placedAt().toString();
            return List.of(value, order.id().toString());
        }

        Object parse(String value) {
            try {
                return this == TOTAL ? Long.parseLong(value) : Instant.parse(value);
            } catch (NumberFormatException | DateTimeException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
    }

    private final JdbcClient db;
    private final People people;
    private final Pictures pictures;

    OrderList(JdbcClient db, People people, Pictures pictures) {
        this.db = db;
        this.people = people;
        this.pictures = pictures;
    }

    Page<Order> list(Shop shop, Filter filter, Sort sort, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var hits = filter.search() == null ? null : people.starting(shop, filter.search(), PEOPLE);
        var rows =
                Query.first(
                        shop,
                        limit + 1,
                        sort.order,
                        part -> {
                            var query = new Query("o", part, shop);
                            narrow(query, shop, filter, hits);
                            if (!position.isEmpty())
                                query.and(
                                        "(" + sort.column + ", o.id) < (?, ?)",
                                        sort.parse(position.get(0)),
                                        id(position.get(1)));
                            return read(query, sort, limit + 1);
                        });
        var page = Page.of(rows, limit, sort::position);
        return new Page<>(credited(shop, page.items()), page.next());
    }

    private static void narrow(Query query, Shop shop, Filter filter, @Nullable List<UUID> people) {
        query.days("o.placed_at", shop, filter.from(), filter.to());
        if (filter.counted() != null) query.and("o.counted = ?", filter.counted());
        if (filter.source() != null) {
            query.and("o.counted");
            if (filter.source().equals("site")) query.and("coalesce(o.source, 'site') = 'site'");
            else query.and("o.source <> 'site' and o.source = ?", filter.source());
        }
        if (filter.search() == null) return;
        var number = filter.search().strip().toLowerCase(Locale.ROOT);
        query.and(
                """
                (lower(o.number) collate "C" >= ? and lower(o.number) collate "C" < ?
                    or o.profile_id = any(?))
                """,
                number,
                Query.after(number),
                people == null ? new UUID[0] : people.toArray(UUID[]::new));
    }

    /// A person's orders, newest first, with their lines.
    Page<Order> ofProfile(Shop shop, UUID profile, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var query = new Query("o", shop.parts().of(profile), shop).and("o.profile_id = ?", profile);
        if (!position.isEmpty())
            query.and(
                    "(o.placed_at, o.id) < (?, ?)",
                    Sort.PLACED_AT.parse(position.get(0)),
                    id(position.get(1)));
        var rows = read(query, Sort.PLACED_AT, limit + 1);
        var page = Page.of(rows, limit, Sort.PLACED_AT::position);
        return new Page<>(withLines(shop, credited(shop, page.items())), page.next());
    }

    /// Orders whose number starts with the text: for the search, which shows a few.
    List<Order> numbered(Shop shop, String text, int limit) {
        var number = text.toLowerCase(Locale.ROOT);
        var rows =
                """
                select o.* from orders o
                where o.part = any(?) and o.shop_id = ?
                  and lower(o.number) collate "C" >= ? and lower(o.number) collate "C" < ?
                limit ?
                """;
        var found =
                db.sql(SELECT.formatted(rows) + " order by o.placed_at desc, o.id")
                        .params(shop.parts().all(), shop.id(), number, Query.after(number), limit)
                        .query(OrderList::order)
                        .list();
        return credited(shop, found);
    }

    Optional<Order> find(Shop shop, UUID id) {
        var sql =
                SELECT.formatted(
                        "select o.* from orders o where o.part = any(?) and o.shop_id = ?"
                                + " and o.id = ?");
        var found =
                db.sql(sql)
                        .params(shop.parts().all(), shop.id(), id)
                        .query(OrderList::order)
                        .list();
        return withLines(shop, credited(shop, found)).stream().findFirst();
    }

    private static final String SELECT =
            """
            select o.*, t.email, t.first_name, t.last_name,
                c.id as closed_cart, c.state as cart_state, c.abandoned_at as cart_abandoned_at
            from (%s) o
            left join profile_trait t on t.part = o.part and t.shop_id = o.shop_id
                and t.profile_id = o.profile_id
            left join lateral (
                select c.id, c.state, c.abandoned_at from cart c
                where c.part = o.part and c.shop_id = o.shop_id and c.profile_id = o.profile_id
                    and c.order_id = o.id
                order by c.abandoned_at nulls last, c.id limit 1
            ) c on true
            """;

    private List<Order> read(Query query, Sort sort, int limit) {
        var order = " order by " + sort.column + " desc, o.id desc";
        var rows = "select o.* from orders o where " + query.where() + order + " limit ?";
        return db.sql(SELECT.formatted(rows) + order)
                .params(query.values(limit))
                .query(OrderList::order)
                .list();
    }

    private static Order order(ResultSet row, int index) throws SQLException {
        var badges = new ArrayList<String>();
        if (row.getObject("cart_abandoned_at") != null) badges.add("abandoned-cart");
        if ("recovered".equals(row.getString("cart_state"))) badges.add("recovered");
        var source = row.getString("source");
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("status"),
                row.getBoolean("counted"),
                row.getLong("total"),
                row.getLong("refunded"),
                row.getString("currency"),
                row.getLong("original_total"),
                row.getString("original_currency"),
                row.getInt("items"),
                row.getLong("discount"),
                row.getLong("shipping"),
                row.getLong("tax"),
                row.getString("coupon"),
                row.getString("payment_method"),
                Times.instant(row, "placed_at"),
                PersonRef.of(row),
                source == null ? "site" : source,
                null,
                badges,
                row.getObject("closed_cart", UUID.class),
                null);
    }

    private record Credit(
            UUID order,
            @Nullable UUID flow,
            @Nullable String step,
            @Nullable UUID campaign,
            @Nullable UUID message,
            @Nullable String touch) {}

    private List<Order> credited(Shop shop, List<Order> orders) {
        var ids =
                orders.stream()
                        .filter(order -> order.counted() && !order.source().equals("site"))
                        .map(Order::id)
                        .toArray(UUID[]::new);
        if (ids.length == 0) return orders;
        var credits =
                db
                        .sql(
                                """
                                select order_id, flow_id, step, campaign_id, message_id, touch
                                from credit
                                where part = any(?) and shop_id = ? and order_id = any(?)
                                group by part, order_id, flow_id, step, campaign_id, message_id, touch
                                having sum(orders) = 1
                                """)
                        .params(shop.parts().all(), shop.id(), ids)
                        .query(OrderList::credit)
                        .list()
                        .stream()
                        .collect(toMap(Credit::order, credit -> credit, (one, _) -> one));
        var flows = flowNames(shop);
        return orders.stream()
                .map(
                        order -> {
                            var credit = credits.get(order.id());
                            return credit == null ? order : order.with(to(credit, flows));
                        })
                .toList();
    }

    private static Credit credit(ResultSet row, int index) throws SQLException {
        return new Credit(
                row.getObject("order_id", UUID.class),
                row.getObject("flow_id", UUID.class),
                row.getString("step"),
                row.getObject("campaign_id", UUID.class),
                row.getObject("message_id", UUID.class),
                row.getString("touch"));
    }

    private static CreditedTo to(Credit credit, Map<UUID, String> flows) {
        var flow = credit.flow();
        var named = flow == null ? null : new Named(flow, flows.getOrDefault(flow, ""));
        return new CreditedTo(
                named, credit.step(), credit.campaign(), credit.message(), credit.touch());
    }

    private Map<UUID, String> flowNames(Shop shop) {
        return db
                .sql("select id, name from flow where shop_id = ?")
                .param(shop.id())
                .query(
                        (row, _) ->
                                new Named(row.getObject("id", UUID.class), row.getString("name")))
                .list()
                .stream()
                .collect(toMap(Named::id, Named::name));
    }

    private record LineOf(UUID order, Line line) {}

    private List<Order> withLines(Shop shop, List<Order> orders) {
        if (orders.isEmpty()) return orders;
        var lines =
                db.sql(
                                """
                                select order_id, line, product_id, variant, name, quantity, unit_price,
                                    total, refunded_quantity
                                from order_line
                                where part = any(?) and shop_id = ? and order_id = any(?)
                                order by order_id, line
                                """)
                        .params(
                                shop.parts().all(),
                                shop.id(),
                                orders.stream().map(Order::id).toArray(UUID[]::new))
                        .query(OrderList::line)
                        .list();
        var images =
                pictures.of(
                        shop, lines.stream().map(l -> l.line().productId()).distinct().toList());
        var byOrder = lines.stream().collect(groupingBy(LineOf::order));
        return orders.stream()
                .map(
                        order ->
                                order.with(
                                        byOrder.getOrDefault(order.id(), List.of()).stream()
                                                .map(l -> pictured(l.line(), images))
                                                .toList()))
                .toList();
    }

    private static LineOf line(ResultSet row, int index) throws SQLException {
        return new LineOf(
                row.getObject("order_id", UUID.class),
                new Line(
                        row.getInt("line"),
                        row.getString("product_id"),
                        row.getString("variant"),
                        row.getString("name"),
                        row.getInt("quantity"),
                        row.getLong("unit_price"),
                        row.getLong("total"),
                        row.getInt("refunded_quantity"),
                        null));
    }

    private static Line pictured(Line line, Map<String, String> images) {
        return new Line(
                line.line(),
                line.productId(),
                line.variant(),
                line.name(),
                line.quantity(),
                line.unitPrice(),
                line.total(),
                line.refundedQuantity(),
                images.get(line.productId()));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }
}
