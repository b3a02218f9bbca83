package io.ritorno.profile;

import io.ritorno.account.Shop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Moves a person's rows to another person and, where that one is elsewhere, to another part.
@Component
class Mover {
    private final JdbcTemplate db;
    private final ObjectProvider<MovedTable> tables;
    private final ObjectProvider<MergeStage> stages;
    private final Map<String, List<String>> columns = new HashMap<>();

    Mover(JdbcTemplate db, ObjectProvider<MovedTable> tables, ObjectProvider<MergeStage> stages) {
        this.db = db;
        this.tables = tables;
        this.stages = stages;
    }

    void move(Shop shop, Move move) {
        stages.orderedStream().forEach(stage -> stage.moving(shop, move));
        // followers and children look at their parents, so they go first
        var all = tables.stream().sorted((a, b) -> Integer.compare(rank(a), rank(b))).toList();
        for (var table : all) move(shop, table, move);
        stages.orderedStream().forEach(stage -> stage.moved(shop, move));
    }

    private static int rank(MovedTable table) {
        if (table.parent() != null) return 0;
        return table.back().startsWith("exists") ? 1 : 2;
    }

    private void move(Shop shop, MovedTable table, Move move) {
        var arguments = new ArrayList<Object>(List.of(move.fromPart(), shop.id(), move.from()));
        if (move.undoes()) arguments.add(move.origins().toArray(UUID[]::new));
        var where = where(table, move);
        if (move.fromPart() == move.toPart()) {
            if (table.parent() != null) return;
            arguments.addFirst(move.to());
            db.update(
                    "update " + table.table() + " t set profile_id = ? where " + where,
                    arguments.toArray());
            return;
        }
        var names = columns(table.table());
        var values = new ArrayList<String>();
        var copied = new ArrayList<Object>();
        for (var name : names) {
            if (name.equals("part")) {
                values.add("?::int");
                copied.add(move.toPart());
            } else if (name.equals("profile_id")) {
                values.add("?::uuid");
                copied.add(move.to());
            } else {
                values.add("t." + name);
            }
        }
        copied.addAll(arguments);
        db.update(
                "insert into "
                        + table.table()
                        + " ("
                        + String.join(", ", names)
                        + ") select "
                        + String.join(", ", values)
                        + " from "
                        + table.table()
                        + " t where "
                        + where
                        + " on conflict do nothing",
                copied.toArray());
        db.update("delete from " + table.table() + " t where " + where, arguments.toArray());
    }

    private static String where(MovedTable table, Move move) {
        var back = move.undoes() ? " and " + table.back() : "";
        if (table.parent() == null)
            return "t.part = ? and t.shop_id = ? and t.profile_id = ?" + back;
        return "t.part = ? and t.shop_id = ? and exists (select 1 from "
                + table.parent()
                + " o where o.part = t.part and o.shop_id = t.shop_id and o.id = t."
                + table.key()
                + " and o.profile_id = ?"
                + back
                + ")";
    }

    private synchronized List<String> columns(String table) {
        return columns.computeIfAbsent(
                table,
                name ->
                        db.queryForList(
                                """
                                select attname from pg_attribute
                                where attrelid = ?::regclass and attnum > 0 and not attisdropped
                                order by attnum
                                """,
                                String.class,
                                name));
    }
}
