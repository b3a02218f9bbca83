package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// How many members segments had on each day of the shop's zone. A row is written when the number
/// changes; between two rows it stayed.
@Component
class Sizes {
    private final JdbcOperations db;

    Sizes(JdbcOperations db) {
        this.db = db;
    }

    /// @param members at the end of the day; today's as they are now
    record Size(LocalDate day, long members) {}

    /// Writes down what `segment_count` says now of these segments in this part.
    void note(Shop shop, int part, Collection<UUID> segments, Instant now) {
        if (segments.isEmpty()) return;
        Sql.of(
                        """
                        insert into segment_day (part, shop_id, segment_id, day, members)
                        select c.part, c.shop_id, c.segment_id, ?, c.members
                        from segment_count c
                        where c.part = ? and c.shop_id = ? and c.segment_id = any(?)
                        on conflict (part, shop_id, segment_id, day) do update set
                            members = excluded.members
                        """,
                        now.atZone(shop.zone()).toLocalDate(),
                        part,
                        shop.id(),
                        segments.toArray(UUID[]::new))
                .update(db);
    }

    private record Noted(int part, LocalDate day, long members) {}

    /// One size a day from the first that is known, both ends included.
    List<Size> of(Shop shop, UUID segment, LocalDate from, LocalDate to) {
        var noted =
                Sql.of(
                                """
                                select part, day, members from segment_day
                                where part = any(?) and shop_id = ? and segment_id = ? and day <= ?
                                order by day
                                """,
                                shop.parts().all(),
                                shop.id(),
                                segment,
                                to)
                        .query(
                                db,
                                row ->
                                        new Noted(
                                                row.getInt(1),
                                                row.getObject(2, LocalDate.class),
                                                row.getLong(3)));
        var sizes = new ArrayList<Size>();
        if (noted.isEmpty()) return sizes;
        var members = new HashMap<Integer, Long>();
        var first = noted.getFirst().day();
        var next = 0;
        for (var day = first.isAfter(from) ? first : from;
                !day.isAfter(to);
                day = day.plusDays(1)) {
            while (next < noted.size() && !noted.get(next).day().isAfter(day)) {
                members.put(noted.get(next).part(), noted.get(next).members());
                next++;
            }
            sizes.add(new Size(day, members.values().stream().mapToLong(n -> n).sum()));
        }
        return sizes;
    }
}
