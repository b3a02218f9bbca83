package io.ritorno.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// What goes into PostgreSQL in columns comes out as it went in.
class ColumnsTest {
    private record Row(
            @Nullable UUID id,
            @Nullable String text,
            @Nullable String json,
            @Nullable Integer number,
            @Nullable Long amount,
            @Nullable Boolean yes,
            @Nullable LocalDate day,
            @Nullable Instant at) {}

    private static final JdbcTemplate DB =
            new JdbcTemplate(new DriverManagerDataSource(TestPostgres.create()));

    private static List<Row> thereAndBack(List<Row> rows) {
        return Columns.of(rows)
                .uuids(Row::id)
                .texts(Row::text)
                .jsons(Row::json)
                .ints(Row::number)
                .longs(Row::amount)
                .booleans(Row::yes)
                .dates(Row::day)
                .instants(Row::at)
                .query(
                        DB,
                        """
                        select r.* from unnest(?, ?, ?, ?, ?, ?, ?, ?) with ordinality
                            r (id, text, json, number, amount, yes, day, at, n) order by r.n
                        """,
                        row ->
                                new Row(
                                        row.getObject("id", UUID.class),
                                        row.getString("text"),
                                        row.getString("json"),
                                        row.getObject("number", Integer.class),
                                        row.getObject("amount", Long.class),
                                        row.getObject("yes", Boolean.class),
                                        row.getObject("day", LocalDate.class),
                                        Times.instantOrNull(row, "at")));
    }

    @Test
    void everyTypeKeepsItsValues() {
        var rows =
                List.of(
                        new Row(
                                new UUID(-1, 1),
                                "zażółć 🛒 \"{,}\\ null",
                                "{\"a\": [1, \"\\\"\"]}",
                                Integer.MIN_VALUE,
                                Long.MAX_VALUE,
                                true,
                                LocalDate.parse("1999-12-31"),
                                Instant.parse("1999-12-31T23:59:59.999999Z")),
                        new Row(
                                new UUID(1, -1),
                                "",
                                "[]",
                                0,
                                -1L,
                                false,
                                LocalDate.parse("2400-02-29"),
                                Instant.parse("9999-01-01T00:00:00Z")));

        assertThat(thereAndBack(rows)).isEqualTo(rows);
    }

    @Test
    void nothingIsNull() {
        var rows = List.of(new Row(null, null, null, null, null, null, null, null));

        assertThat(thereAndBack(rows)).isEqualTo(rows);
    }

    @Test
    void bytesAreNotLookedInto() {
        var rows = List.of(new byte[0], new byte[] {0, -1, '\\', 'x'}, new byte[3_000]);
        var back =
                Columns.of(rows)
                        .bytes(row -> row)
                        .query(
                                DB,
                                "select b from unnest(?) with ordinality u (b, n) order by n",
                                row -> row.getBytes(1));
        assertThat(back).hasSameSizeAs(rows);
        for (var i = 0; i < rows.size(); i++) assertThat(back.get(i)).isEqualTo(rows.get(i));
    }

    @Test
    void textsLongerThanExpectedFit() {
        var rows =
                List.of(
                        new Row(null, "é".repeat(100_000), null, 1, null, null, null, null),
                        new Row(null, "x".repeat(77), null, 2, null, null, null, null));

        assertThat(thereAndBack(rows)).isEqualTo(rows);
    }

    /// Otherwise a time written in a column would not be found again by the same time alone.
    @Test
    void timesAreRoundedAsSingleOnesAre() {
        for (var nanos : List.of(499, 500, 1_499, 1_500, 999_999_499, 999_999_500)) {
            var at = Instant.parse("2026-03-01T10:00:00Z").plusNanos(nanos);
            var alike =
                    Columns.of(List.of(at))
                            .instants(time -> time)
                            .query(
                                    DB,
                                    "select t = ? from unnest(?) t",
                                    row -> row.getBoolean(1),
                                    at);

            assertThat(alike).as("%d ns", nanos).containsExactly(true);
        }
    }

    @Test
    void anArrayOfNobodyMatchesNobody() throws Exception {
        var connection = Objects.requireNonNull(DB.getDataSource()).getConnection();
        try (connection;
                var statement = connection.prepareStatement("select ?::uuid = any(?)")) {
            statement.setObject(1, new UUID(0, 1));
            statement.setArray(2, ArrayBytes.uuids(connection, new UUID[0]));
            var row = statement.executeQuery();
            row.next();

            assertThat(row.getBoolean(1)).isFalse();
        }
    }
}
