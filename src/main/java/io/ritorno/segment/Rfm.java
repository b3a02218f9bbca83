package io.ritorno.segment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// X2: where a shop's buyers stand by last purchase, number of orders and money spent, each in
/// fifths from 1 to 5 (best).
@Component
public class Rfm {
    private final JdbcOperations db;
    private final Ranks ranks;

    Rfm(JdbcOperations db, Ranks ranks) {
        this.db = db;
        this.ranks = ranks;
    }

    /// One person's fifths.
    public record Cell(int recency, int frequency, int monetary) {}

    /// How many people stand in a cell and what they have spent.
    record Filled(int recency, int frequency, int monetary, long people, long spent) {}

    /// @param state `none`: not computed yet; `few`: too few buyers to be divided; `ready`
    /// @param buyers those who were divided
    /// @param fewest so many are needed
    /// @param computing whether it is being computed now
    /// @param dueAt when it will be computed anew; null while nothing has changed
    /// @param cells those in which somebody is, by the borders as they are and people as they are
    ///   now
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Grid(
            String state,
            long buyers,
            int fewest,
            boolean computing,
            @Nullable Instant computedAt,
            @Nullable Instant dueAt,
            List<Instant> recency,
            List<Long> frequency,
            List<Long> monetary,
            List<Filled> cells) {}

    /// Where a buyer stands; null where nothing is computed, for too few buyers and for who never
    /// bought.
    public @Nullable Cell cell(Shop shop, @Nullable Instant lastOrderAt, long orders, long spent) {
        if (orders == 0 || lastOrderAt == null) return null;
        var computed = Fifths.find(db, shop);
        var fifths = computed == null ? null : computed.fifths();
        if (fifths == null) return null;
        return new Cell(
                Fifths.of(lastOrderAt, fifths.recency()),
                Fifths.of(orders, fifths.frequency()),
                Fifths.of(spent, fifths.monetary()));
    }

    Grid grid(Shop shop, Instant now) {
        // asked for first: whoever reads that nothing is due reads what came of it
        var due = ranks.due(shop).orElse(null);
        var computed = Fifths.find(db, shop);
        var computing = due != null && !due.isAfter(now);
        if (computed == null)
            return new Grid(
                    "none",
                    0,
                    Fifths.FEWEST,
                    computing,
                    null,
                    due,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        var fifths = computed.fifths();
        if (fifths == null)
            return new Grid(
                    "few",
                    computed.buyers(),
                    Fifths.FEWEST,
                    computing,
                    computed.at(),
                    due,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of());
        return new Grid(
                "ready",
                computed.buyers(),
                Fifths.FEWEST,
                computing,
                computed.at(),
                due,
                fifths.recency(),
                fifths.frequency(),
                fifths.monetary(),
                cells(shop, fifths));
    }

    private List<Filled> cells(Shop shop, Fifths fifths) {
        return Sql.of("select ")
                .then(Fifths.fifth("p.last_order_at", fifths.recency()))
                .then(" as r, ")
                .then(Fifths.fifth("p.orders", fifths.frequency()))
                .then(" as f, ")
                .then(Fifths.fifth("p.spent", fifths.monetary()))
                .then(
                        """
                         as m, count(*), sum(p.spent)::bigint from profile p
                        where p.part = any(?) and p.shop_id = ? and p.known
                        and p.merged_into is null and p.orders > 0
                        group by 1, 2, 3 order by 1, 2, 3
                        """,
                        shop.parts().all(),
                        shop.id())
                .query(
                        db,
                        row ->
                                new Filled(
                                        row.getInt(1),
                                        row.getInt(2),
                                        row.getInt(3),
                                        row.getLong(4),
                                        row.getLong(5)));
    }

    /// Has it computed anew, soon.
    void ask(Shop shop) {
        ranks.ask(shop);
    }
}
