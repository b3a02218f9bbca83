package io.ritorno.customer;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The list of a shop's customers: searched by the beginning of an e-mail, name, phone or the
/// shop's own id, sorted, page by page.
@Component
class CustomerList {
    /// How the list can be sorted, always the most first.
    enum Sort {
        // the hour is what its index holds
        LAST_SEEN("p.seen_hour", "p.last_seen_at"),
        CREATED("p.created_at"),
        SPENT("p.spent"),
        ORDERS("p.orders");

        private final List<String> columns;

        Sort(String... columns) {
            this.columns = List.of(columns);
        }

        String order() {
            return String.join(" desc, ", columns) + " desc, p.id desc";
        }

        /// A condition on the rows after a position, whose values are those of [#parse] and an id.
        String after() {
            return "(%s, p.id) < (%s?)"
                    .formatted(String.join(", ", columns), "?, ".repeat(columns.size()));
        }

        static Sort of(String name) {
            return switch (name) {
                case "lastSeen" -> LAST_SEEN;
                case "created" -> CREATED;
                case "spent" -> SPENT;
                case "orders" -> ORDERS;
                default ->
                        throw Problem.invalid(
                                "sort", "not-one-of", "lastSeen, created, spent, orders");
            };
        }

        String position(CustomerRow row) {
            return switch (this) {
                case LAST_SEEN -> row.lastSeenAt().toString();
                case CREATED -> row.createdAt().toString();
                case SPENT -> "" + row.spent();
                case ORDERS -> "" + row.orders();
            };
        }

        List<Object> parse(String position) {
            try {
                return switch (this) {
                    case LAST_SEEN -> {
                        var at = Instant.parse(position);
                        yield List.of(Times.utc(at.truncatedTo(ChronoUnit.HOURS)), Times.utc(at));
                    }
                    case CREATED -> List.of(Times.utc(Instant.parse(position)));
                    case SPENT, ORDERS -> List.of(Long.valueOf(position));
                };
            } catch (DateTimeException | NumberFormatException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
    }

    private final JdbcClient db;

    CustomerList(JdbcClient db) {
        this.db = db;
    }

    /// @param known only people of whom an e-mail, phone or id is known, or only the others
    Page<CustomerRow> list(
            Shop shop,
            @Nullable String search,
            @Nullable Boolean known,
            Sort sort,
            @Nullable String cursor,
            int limit) {
        Page.limit(limit);
        var where = new StringBuilder();
        // each part gives its first rows in the order of its index; then there are few to sort
        var values = new ArrayList<Object>(List.of(shop.parts().all(), shop.id()));
        if (known != null) {
            where.append(" and p.known = ?");
            values.add(known);
        }
        if (search != null && !search.isBlank()) {
            where.append(SEARCH);
            var prefix = prefix(search);
            for (var i = 0; i < 3; i++) {
                values.addAll(List.of(shop.parts().all(), shop.id()));
                values.add(prefix);
            }
            values.addAll(List.of(shop.parts().all(), shop.id(), shop.parts().all(), shop.id()));
            values.add(search.strip());
        }
        var position = Page.position(cursor, 2);
        if (!position.isEmpty()) {
            where.append(" and ").append(sort.after());
            values.addAll(sort.parse(position.get(0)));
            values.add(uuid(position.get(1)));
        }
        values.addAll(List.of(limit + 1, shop.id(), limit + 1));
        var sql =
                """
                select p.id, t.email, t.phone, t.first_name, t.last_name, p.known, p.orders, p.spent,
                    p.items, p.last_order_at, p.last_seen_at, p.created_at, p.open_cart
                from unnest(?) s (part)
                cross join lateral (
                    select p.* from profile p
                    where p.part = s.part and p.shop_id = ? and p.merged_into is null%s
                    order by %s limit ?
                ) p
                join profile_trait t on t.part = p.part and t.shop_id = ? and t.profile_id = p.id
                order by %s limit ?
                """
                        .formatted(where, sort.order(), sort.order());
        var read = db.sql(sql).params(values).query(CustomerRow::read).list();
        return Page.of(read, limit, row -> List.of(sort.position(row), row.id().toString()));
    }

    // each branch has its index; together they find the people before the sort looks at them
    private static final String SEARCH =
            """
             and (p.part, p.id) in (
                (select x.part, x.profile_id from profile_trait x
                 where x.part = any(?) and x.shop_id = ? and x.email like ? limit 1000)
                union
                (select x.part, x.profile_id from profile_trait x
                 where x.part = any(?) and x.shop_id = ? and lower(x.last_name) like ? limit 1000)
                union
                (select x.part, x.profile_id from profile_trait x
                 where x.part = any(?) and x.shop_id = ? and lower(x.first_name) like ? limit 1000)
                union
                (select y.part, y.id from profile y
                 join identity i on i.profile_id = y.id and i.shop_id = y.shop_id
                 where y.part = any(?) and y.shop_id = ? and i.part = any(?) and i.shop_id = ?
                   and i.kind in ('user', 'phone') and i.value = ?))
            """;

    private static String prefix(String search) {
        var text = search.strip().toLowerCase(Locale.ROOT);
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }
}
