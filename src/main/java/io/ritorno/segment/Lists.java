package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/// Segments kept by hand: who stands on their lists. Membership follows as with all segments, so
/// that whoever is put on a list or taken off it comes in and leaves by events.
@Component
class Lists {
    private static final int PIECE = 1_000;

    private final JdbcOperations db;
    private final Lanes lanes;
    private final InstantSource time;

    Lists(JdbcOperations db, Lanes lanes, InstantSource time) {
        this.db = db;
        this.lanes = lanes;
        this.time = time;
    }

    /// Puts people on the list who are not on it yet; who does not exist or is nobody known is
    /// passed over. Safe to repeat.
    ///
    /// @return how many came on it
    int add(Shop shop, UUID list, Collection<UUID> people) {
        var added = 0;
        for (var piece : pieces(shop, people)) {
            var now = time.instant();
            added +=
                    lanes.inPart(
                            Lane.EVENT,
                            piece.part(),
                            () -> {
                                var n = insert(shop, list, piece, now);
                                look(shop, list, piece, now);
                                return n;
                            });
        }
        if (added > 0) lanes.signal(Lane.EVENT);
        return added;
    }

    /// Takes people off the list. Safe to repeat.
    ///
    /// @return how many were on it
    int remove(Shop shop, UUID list, Collection<UUID> people) {
        var removed = 0;
        for (var piece : pieces(shop, people)) {
            var now = time.instant();
            removed +=
                    lanes.inPart(
                            Lane.EVENT,
                            piece.part(),
                            () -> {
                                var n = delete(shop, list, piece);
                                look(shop, list, piece, now);
                                return n;
                            });
        }
        if (removed > 0) lanes.signal(Lane.EVENT);
        return removed;
    }

    private record Piece(int part, List<UUID> people) {
        UUID[] ids() {
            return people.toArray(UUID[]::new);
        }
    }

    private static List<Piece> pieces(Shop shop, Collection<UUID> people) {
        var byPart = new LinkedHashMap<Integer, List<UUID>>();
        for (var person : people)
            byPart.computeIfAbsent(shop.parts().of(person), _ -> new ArrayList<>()).add(person);
        var pieces = new ArrayList<Piece>();
        byPart.forEach(
                (part, all) -> {
                    for (var i = 0; i < all.size(); i += PIECE)
                        pieces.add(
                                new Piece(part, all.subList(i, Math.min(all.size(), i + PIECE))));
                });
        return pieces;
    }

    private int insert(Shop shop, UUID list, Piece piece, Instant now) {
        return Sql.of(
                        """
                        insert into listed (part, shop_id, segment_id, origin_id, profile_id, at)
                        select p.part, p.shop_id, ?, p.id, p.id, ?
                        from profile p
                        where p.part = ? and p.shop_id = ? and p.id = any(?)
                        and p.known and p.merged_into is null
                        and not exists (
                            select 1 from listed l
                            where l.part = p.part and l.shop_id = p.shop_id
                            and l.profile_id = p.id and l.segment_id = ?)
                        on conflict do nothing
                        """,
                        list,
                        now,
                        piece.part(),
                        shop.id(),
                        piece.ids(),
                        list)
                .update(db);
    }

    private int delete(Shop shop, UUID list, Piece piece) {
        return Sql.of(
                        """
                        delete from listed
                        where part = ? and shop_id = ? and segment_id = ? and profile_id = any(?)
                        """,
                        piece.part(),
                        shop.id(),
                        list,
                        piece.ids())
                .update(db);
    }

    /// Lets the lane look at them next.
    private void look(Shop shop, UUID list, Piece piece, Instant now) {
        Columns.of(piece.people())
                .uuids(id -> id)
                .update(
                        db,
                        """
                        insert into membership (part, shop_id, segment_id, profile_id, member, since,
                            next_check_at)
                        select ?, ?, ?, p.id, false, ?, ? from unnest(?) p (id)
                        on conflict (part, shop_id, segment_id, profile_id) do update set
                            next_check_at = excluded.next_check_at
                        """,
                        piece.part(),
                        shop.id(),
                        list,
                        now,
                        now);
    }
}
