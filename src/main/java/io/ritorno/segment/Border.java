package io.ritorno.segment;

import static java.util.Objects.requireNonNull;

import io.ritorno.account.Shop;
import io.ritorno.segment.Condition.Top;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/// The last of the best customers that a condition asks for: whoever does as well as she did is
/// among them. So a person's answer follows her own orders at once, and the others' when the border
/// is computed anew.
///
/// @param orders in the condition's period; null when nobody ordered in it
record Border(@Nullable Long orders, @Nullable Long spent) {

    /// A boolean over two expressions of a buyer: her orders in the period and what she spent in
    /// it.
    Sql hold(Top.By by, Sql count, Sql sum) {
        if (orders == null || spent == null) return Sql.FALSE;
        var ahead =
                switch (by) {
                    case ORDERS -> ahead(count, orders, sum, spent);
                    case SPENT -> ahead(sum, spent, count, orders);
                };
        return count.then(" > 0 and ").then(ahead);
    }

    private static Sql ahead(Sql first, long firstBorder, Sql second, long secondBorder) {
        return first.in("(", "")
                .then(" > ? or (", firstBorder)
                .then(first)
                .then(" = ? and ", firstBorder)
                .then(second)
                .then(" >= ?))", secondBorder);
    }

    /// From what the shop's known customers had bought by that moment.
    static Border compute(JdbcOperations db, Shop shop, Top top, Instant asOf, boolean past) {
        var in = Purchases.in(top.period(), asOf, past, shop.zone());
        var order =
                switch (top.by()) {
                    case ORDERS -> "orders desc, spent desc";
                    case SPENT -> "spent desc, orders desc";
                };
        var people = top.people();
        var place =
                people != null
                        ? Sql.of("least(?, count(*))", people)
                        : Sql.of(
                                "ceil(count(*) * ?::int / 100.0)::bigint",
                                requireNonNull(top.percent()));
        return Sql.of("with bought as materialized (select ")
                .then(in.count())
                .then(" as orders, ")
                .then(in.spent())
                .then(
                        """
                         as spent from purchases b
                        join profile p
                            on p.part = b.part and p.shop_id = b.shop_id and p.id = b.profile_id
                        where b.part = any(?) and b.shop_id = ? and p.known and p.merged_into is null)
                        select orders, spent from bought where orders > 0
                        order by\s""",
                        shop.parts().all(),
                        shop.id())
                .then(order)
                .then(" limit 1 offset greatest(0, (select ")
                .then(place)
                .then(" from bought where orders > 0) - 1)")
                .query(db, row -> new Border(row.getLong(1), row.getLong(2)))
                .stream()
                .findFirst()
                .orElse(new Border(null, null));
    }
}
