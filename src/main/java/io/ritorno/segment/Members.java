package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// The members of a segment, page by page.
@Component
class Members {
    private static final int PIECE = 1_000;

    private final JdbcOperations db;

    Members(JdbcOperations db) {
        this.db = db;
    }

    /// By what a list is sorted, greatest first.
    private enum Sort {
        SINCE("m.since", "timestamptz"),
        LAST_SEEN("p.last_seen_at", "timestamptz"),
        CREATED("p.created_at", "timestamptz"),
        SPENT("p.spent", "int8"),
        ORDERS("p.orders", "int4");

        final String column;
        final String type;

        Sort(String column, String type) {
            this.column = column;
            this.type = type;
        }

        static Sort of(@Nullable String name) {
            return switch (name == null ? "since" : name) {
                case "since" -> SINCE;
                case "lastSeen" -> LAST_SEEN;
                case "created" -> CREATED;
                case "spent" -> SPENT;
                case "orders" -> ORDERS;
                default ->
                        throw Problem.invalid(
                                "sort", "not-one-of", "since, lastSeen, created, spent, orders");
            };
        }

        String value(PersonRow row) {
            return switch (this) {
                case SINCE -> String.valueOf(row.since());
                case LAST_SEEN -> row.lastSeenAt().toString();
                case CREATED -> row.createdAt().toString();
                case SPENT -> Long.toString(row.spent());
                case ORDERS -> Integer.toString(row.orders());
            };
        }

        /// @throws Problem 400 when it is not a value of this sort
        String checked(String value) {
            try {
                if (type.equals("timestamptz")) return Instant.parse(value).toString();
                if (type.equals("int8")) return Long.toString(Long.parseLong(value));
                return Integer.toString(Integer.parseInt(value));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
    }

    Page<PersonRow> page(
            Shop shop, UUID segment, @Nullable String by, int limit, @Nullable String cursor) {
        var sort = Sort.of(by);
        var most = Page.limit(limit);
        var sql = members(shop, segment);
        var position = Page.position(cursor, 2);
        if (!position.isEmpty())
            sql =
                    sql.then(
                            " and (%s, p.id) < (?::%s, ?)".formatted(sort.column, sort.type),
                            sort.checked(position.get(0)),
                            id(position.get(1)));
        sql = sql.then(" order by %s desc, p.id desc limit ?".formatted(sort.column), most + 1);
        return Page.of(
                sql.query(db, PersonRow::member),
                most,
                row -> List.of(sort.value(row), row.id().toString()));
    }

    /// All members in the order of their ids, some at a time and no transaction over all.
    void each(Shop shop, UUID segment, Consumer<PersonRow> to) {
        var after = new UUID(0, 0);
        while (true) {
            var rows =
                    members(shop, segment)
                            .then(
                                    " and m.profile_id > ? order by m.profile_id limit ?",
                                    after,
                                    PIECE)
                            .query(db, PersonRow::member);
            rows.forEach(to);
            if (rows.size() < PIECE) return;
            after = rows.getLast().id();
        }
    }

    private static Sql members(Shop shop, UUID segment) {
        return Sql.of(
                "select "
                        + PersonRow.COLUMNS
                        + """
                        , m.since
                        from membership m
                        join profile p on p.part = m.part and p.shop_id = m.shop_id and p.id = m.profile_id
                        """
                        + PersonRow.TRAITS
                        + """
                         where m.part = any(?) and m.shop_id = ? and m.segment_id = ? and m.member
                        and p.merged_into is null""",
                shop.parts().all(),
                shop.id(),
                segment);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("cursor", "not-a-cursor");
        }
    }
}
