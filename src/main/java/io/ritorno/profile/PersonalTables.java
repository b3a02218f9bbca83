package io.ritorno.profile;

import io.ritorno.account.Shop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and empties [PersonalTable]s, one statement a table.
@Component
class PersonalTables {
    private static final int FETCH = 500;

    private final JdbcTemplate db;
    private final JdbcTemplate reading;
    private final ObjectProvider<PersonalTable> tables;
    private final JsonMapper json;

    PersonalTables(JdbcTemplate db, ObjectProvider<PersonalTable> tables, JsonMapper json) {
        this.db = db;
        this.tables = tables;
        this.json = json;
        // rows come some hundred at a time, inside a transaction
        reading = new JdbcTemplate(Objects.requireNonNull(db.getDataSource()));
        reading.setFetchSize(FETCH);
    }

    /// Sections of the file a person gets, in alphabetical order, with the tables of each.
    Map<String, List<PersonalTable>> sections() {
        var sections = new TreeMap<String, List<PersonalTable>>();
        tables.stream()
                .filter(table -> !table.section().isEmpty())
                .forEach(
                        table ->
                                sections.computeIfAbsent(table.section(), _ -> new ArrayList<>())
                                        .add(table));
        return sections;
    }

    /// A person's rows of a table, one after the other. Call inside a transaction.
    void read(Shop shop, Subject subject, PersonalTable table, Consumer<JsonNode> to) {
        reading.query(
                "select (to_jsonb(t) - 'part' - 'shop_id')::text from "
                        + table.table()
                        + " t where "
                        + where(table),
                row -> {
                    to.accept(named((ObjectNode) json.readTree(row.getString(1))));
                },
                arguments(shop, subject, table).toArray());
    }

    /// As the API writes names: `placedAt`.
    private JsonNode named(ObjectNode row) {
        var result = json.createObjectNode();
        for (var field : row.properties()) {
            var name = new StringBuilder();
            for (var word : field.getKey().split("_"))
                name.append(
                        name.isEmpty()
                                ? word
                                : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            result.set(name.toString(), field.getValue());
        }
        return result;
    }

    /// How many rows of a kind of data went, and how many stay without her.
    record Count(long erased, long kept) {
        Count plus(Count other) {
            return new Count(erased + other.erased, kept + other.kept);
        }
    }

    /// Deletes a person's rows, and gives those that stay to nobody. By table.
    Map<String, Count> erase(Shop shop, Subject subject, UUID nobody) {
        var counts = new LinkedHashMap<String, Count>();
        // those found by another table's rows go before these
        var all = tables.stream().sorted((a, b) -> Integer.compare(rank(a), rank(b))).toList();
        for (var table : all) {
            var rows =
                    table.stays()
                            ? keep(shop, subject, table, nobody)
                            : remove(shop, subject, table);
            if (rows > 0)
                counts.merge(
                        table.table(),
                        table.stays() ? new Count(0, rows) : new Count(rows, 0),
                        Count::plus);
        }
        return counts;
    }

    private static int rank(PersonalTable table) {
        return table.parent() == null ? 1 : 0;
    }

    private int remove(Shop shop, Subject subject, PersonalTable table) {
        return db.update(
                "delete from " + table.table() + " t where " + where(table),
                arguments(shop, subject, table).toArray());
    }

    private int keep(Shop shop, Subject subject, PersonalTable table, UUID nobody) {
        var sets = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (var column : columns(table.table())) {
            var blank = table.blanks().get(column);
            if (blank != null) sets.add(column + " = " + blank);
            else if (column.equals("profile_id") || column.equals("origin_id")) {
                sets.add(column + " = ?");
                values.add(nobody);
            }
        }
        if (sets.isEmpty()) return count(shop, subject, table);
        values.addAll(arguments(shop, subject, table));
        return db.update(
                "update "
                        + table.table()
                        + " t set "
                        + String.join(", ", sets)
                        + " where "
                        + where(table),
                values.toArray());
    }

    private int count(Shop shop, Subject subject, PersonalTable table) {
        var count =
                db.queryForObject(
                        "select count(*) from " + table.table() + " t where " + where(table),
                        Integer.class,
                        arguments(shop, subject, table).toArray());
        return count == null ? 0 : count;
    }

    private static String where(PersonalTable table) {
        var all = "t.part = any(?) and t.shop_id = ? and ";
        if (table.parent() == null) return all + "(" + table.who() + ")";
        return all
                + "t."
                + table.key()
                + " in (select o.id from "
                + table.parent()
                + " o where o.part = any(?) and o.shop_id = ? and "
                + table.who()
                + ")";
    }

    private static List<Object> arguments(Shop shop, Subject subject, PersonalTable table) {
        var arguments = new ArrayList<Object>(List.of(shop.parts().all(), shop.id()));
        if (table.parent() != null) arguments.addAll(List.of(shop.parts().all(), shop.id()));
        table.who().chars().filter(c -> c == '?').forEach(_ -> arguments.add(subject.people()));
        return arguments;
    }

    private List<String> columns(String table) {
        return db.queryForList(
                """
                select attname from pg_attribute
                where attrelid = ?::regclass and attnum > 0 and not attisdropped
                order by attnum
                """,
                String.class,
                table);
    }
}
