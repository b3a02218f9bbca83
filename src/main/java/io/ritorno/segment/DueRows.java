package io.ritorno.segment;

import io.ritorno.platform.Lane;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;

/// Rows of a table that fall due part by part; an index on the part and the column finds them.
///
/// @param table a name of ours, as `column` is: both stand in the statement as they are
record DueRows(Lane lane, String table, String column) {
    /// The parts in which something is due.
    List<Integer> parts(JdbcOperations db, Instant now) {
        return Sql.of(
                        """
                        select l.part from lane l
                        where l.kind = ? and exists (
                            select 1 from %s r where r.part = l.part and r.%s <= ?)
                        order by l.part
                        """
                                .formatted(table, column),
                        lane.kind(),
                        now)
                .query(db, row -> row.getInt(1));
    }

    /// When the next will be that is not yet due then.
    Optional<Instant> next(JdbcOperations db, Instant after) {
        return Sql.of(
                        """
                        select min(d.at) from lane l
                        cross join lateral (
                            select min(r.%2$s) as at from %1$s r
                            where r.part = l.part and r.%2$s > ?) d
                        where l.kind = ?
                        """
                                .formatted(table, column),
                        after,
                        lane.kind())
                .query(db, row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .getFirst()
                .map(OffsetDateTime::toInstant);
    }
}
