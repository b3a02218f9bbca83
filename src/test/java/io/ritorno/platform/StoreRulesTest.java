package io.ritorno.platform;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The rules that let the same program and the same SQL run on one PostgreSQL and on a cluster:
/// read from the catalogue of a real database, and from every statement in the source.
class StoreRulesTest extends IntegrationTest {
    // a string or a text block; statements are written as one literal, or spliced from several
    private static final Pattern LITERAL =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);

    /// Statements that look at all shops of a part, or at all parts, and why they must; and the
    /// heads of statements whose conditions are put together elsewhere and were read by eye.
    private static final Map<String, String> EXCEPT =
            Map.ofEntries(
                    Map.entry("select l.part from lane l", "asks which parts have work, for lanes"),
                    Map.entry("from lane l", "asks for the next due time, for the manual clock"),
                    Map.entry("order by due_at limit ? for update", "a lane claims due carts"),
                    Map.entry(
                            "order by due_at, priority desc, id limit ?",
                            "a lane claims due messages"),
                    Map.entry("set status = 'uncertain'", "a lane gives up on what was in hand"),
                    Map.entry("order by wake_at %s limit ?", "a lane claims due runs"),
                    Map.entry("from flow_plan where part = ? and due_at", "a lane takes due plans"),
                    Map.entry(
                            "set status = 'running', retry_at = null",
                            "a lane retries parked runs"),
                    Map.entry("from inbox where part = ?", "a lane takes what waits in its part"),
                    Map.entry("delete from seen s using", "old ids are forgotten in all shops"),
                    Map.entry("delete from inbox", "a lane takes what waits in its part"),
                    Map.entry("select o.* from orders o where", "OrderList adds part and shop_id"),
                    Map.entry("select c.* from cart c where", "CartList adds part and shop_id"),
                    Map.entry("select p.id from profile p", "ConditionSql adds part and shop_id"),
                    Map.entry("select distinct x.product_id from", "Goods adds part and shop_id"));

    /// Heads of statements to which `Scope.rows` adds part and shop_id; nothing else may look so.
    private static final Set<String> HEADS =
            Set.of(
                    "from profile p",
                    "as next from profile p",
                    "select count(*) from profile p where",
                    "select distinct part from segment_build",
                    "select distinct part from flow_plan_build",
                    "select distinct part from flow_dry_part where not over",
                    "select distinct part from holdout_build",
                    "select distinct part from erasure where erased_at is null",
                    "select distinct part from product_news");

    private static final Pattern FORBIDDEN =
            Pattern.compile(
                    "\\b(now\\(\\)|current_timestamp|current_date|localtimestamp|clock_timestamp|random\\(\\)|gen_random_uuid|pg_advisory|create"
                            + " trigger|listen |notify |merge into|row level security|generated"
                            + " (always|by default) as identity|bigserial|statement_timestamp)",
                    Pattern.CASE_INSENSITIVE);

    @Test
    void everyKeyOfATenantTableBeginsWithItsPart() {
        var keys =
                db.sql(
                                """
                                select c.relname || ': ' || pg_get_constraintdef(k.oid)
                                from pg_constraint k join pg_class c on c.oid = k.conrelid
                                where k.contype in ('p', 'u', 'f') and c.relkind in ('r', 'p')
                                  and not c.relispartition
                                  and exists (
                                    select 1 from pg_attribute a where a.attrelid = c.oid
                                      and a.attname = 'part' and a.attnum > 0)
                                """)
                        .query(String.class)
                        .list();
        assertThat(keys).hasSizeGreaterThan(20);
        assertThat(keys)
                .allMatch(key -> key.matches(".*: (PRIMARY KEY|UNIQUE|FOREIGN KEY) \\(part[,)].*"));
    }

    @Test
    void tenantTablesStartWithPartAndShop() {
        var tables =
                db.sql(
                                """
                                select c.relname || ' ' || string_agg(a.attname, ' ' order by a.attnum)
                                from pg_class c join pg_attribute a on a.attrelid = c.oid
                                where a.attnum in (1, 2) and c.relkind in ('r', 'p')
                                  and not c.relispartition and c.relname in (%s)
                                group by c.relname
                                """
                                        .formatted(quoted(tenantTables())))
                        .query(String.class)
                        .list();
        assertThat(tables).allMatch(table -> table.endsWith(" part shop_id"));
    }

    @Test
    void everyStatementOnATenantTableNamesPartAndShop() throws IOException {
        var tables = String.join("|", tenantTables());
        var touches =
                Pattern.compile(
                        "\\b(from|join|into|update|using)\\s+(" + tables + ")\\b(?!\\s*\\()",
                        Pattern.CASE_INSENSITIVE);
        var wrong = new ArrayList<String>();
        for (var statement : statements())
            if (touches.matcher(statement.sql()).find()
                    && !(statement.sql().contains("part") && statement.sql().contains("shop_id"))
                    && !HEADS.contains(flat(statement.sql()))
                    && EXCEPT.keySet().stream().noneMatch(flat(statement.sql())::contains))
                wrong.add(statement.toString());
        assertThat(wrong).isEmpty();
    }

    @Test
    void nothingIsUsedThatAClusterLacksOrThatTakesTimeFromTheDatabase() throws IOException {
        var wrong = new ArrayList<String>();
        for (var statement : statements())
            if (looksLikeSql(statement.sql()) && FORBIDDEN.matcher(statement.sql()).find())
                wrong.add(statement.toString());
        try (var files = Files.walk(Path.of("src/main/resources/db/migration"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var sql = Files.readString(file).replaceAll("--[^\\n]*", "");
                if (FORBIDDEN.matcher(sql).find()) wrong.add(file.toString());
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String flat(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    private static boolean looksLikeSql(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return List.of("select ", "insert ", "update ", "delete ", "create ").stream()
                .anyMatch(lower::contains);
    }

    private record Statement(Path file, String sql) {
        @Override
        public String toString() {
            return file.getFileName() + ": " + flat(sql);
        }
    }

    /// The literals of a file that are spliced to one another count as one.
    private static List<Statement> statements() throws IOException {
        var statements = new ArrayList<Statement>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var source = Files.readString(file);
                var literals = LITERAL.matcher(source);
                var end = -1;
                var sql = new StringBuilder();
                while (literals.find()) {
                    var between = end < 0 ? ";" : source.substring(end, literals.start());
                    if (!between.matches("(?s)\\s*\\+?[\\w\\s().,]*\\+\\s*")) {
                        if (!sql.isEmpty()) statements.add(new Statement(file, sql.toString()));
                        sql.setLength(0);
                    }
                    sql.append(literals.group(1) != null ? literals.group(1) : literals.group(2));
                    end = literals.end();
                }
                if (!sql.isEmpty()) statements.add(new Statement(file, sql.toString()));
            }
        }
        return statements;
    }

    private Set<String> tenantTables() {
        return new HashSet<>(
                db.sql(
                                """
                                select c.relname from pg_class c
                                where c.relkind in ('r', 'p') and not c.relispartition
                                  and exists (select 1 from pg_attribute a
                                    where a.attrelid = c.oid and a.attname = 'part' and a.attnum > 0)
                                  and exists (select 1 from pg_attribute a
                                    where a.attrelid = c.oid and a.attname = 'shop_id' and a.attnum > 0)
                                """)
                        .query(String.class)
                        .list());
    }

    private static String quoted(Set<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(joining(", "));
    }
}
