package io.ritorno.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Nothing that is kept about people can be forgotten when one of them asks what is kept, or to be
/// erased: read from the catalogue of a real database.
class PersonalTablesTest extends IntegrationTest {
    /// Tables in which nothing is about one customer, and why; of those with a stage of their own,
    /// which.
    private static final Map<String, String> EXCEPT =
            Map.ofEntries(
                    Map.entry("account", "the installation's own"),
                    Map.entry("app_user", "the shop's staff"),
                    Map.entry("session", "the shop's staff"),
                    Map.entry("api_key", "the shop's staff"),
                    Map.entry("audit", "what staff did; names no customer"),
                    Map.entry("app_clock", "the installation's own"),
                    Map.entry("secret", "the installation's own"),
                    Map.entry("nightly", "the installation's own"),
                    Map.entry("lane", "the installation's own"),
                    Map.entry("shop", "a shop's settings"),
                    Map.entry("shop_holdout", "a shop's settings"),
                    Map.entry("report_zone", "a shop's settings"),
                    Map.entry("seen", "hashes of message ids, thirty days"),
                    Map.entry("occurrence", "hashes of reasons for messages"),
                    Map.entry("product", "catalog; of addresses catalog.AddressesOfPeople"),
                    Map.entry("product_category", "catalog"),
                    Map.entry("product_news", "catalog"),
                    Map.entry("product_change", "catalog"),
                    Map.entry("segment", "written by the shop"),
                    Map.entry("segment_count", "numbers"),
                    Map.entry("segment_day", "numbers"),
                    Map.entry("segment_build", "how far work is"),
                    Map.entry("rfm", "borders among all buyers"),
                    Map.entry("top_border", "borders among all buyers"),
                    Map.entry("rank_renewal", "how far work is"),
                    Map.entry("flow", "written by the shop"),
                    Map.entry("flow_version", "written by the shop"),
                    Map.entry("flow_winner", "numbers"),
                    Map.entry("flow_count", "numbers"),
                    Map.entry("flow_plan_build", "how far work is"),
                    Map.entry("flow_dry_run", "numbers; stories are in flow_dry_person"),
                    Map.entry("flow_dry_part", "how far work is"),
                    Map.entry("holdout_build", "how far work is"),
                    Map.entry("template", "written by the shop"),
                    Map.entry("coupon_pool", "written by the shop"),
                    Map.entry("webhook_secret", "written by the shop"),
                    Map.entry("rollup", "numbers"),
                    Map.entry("import", "what files were brought, not what was in them"),
                    Map.entry("import_chunk", "a file until it is imported; her rows are dropped"),
                    Map.entry("import_error", "imports.ErrorsOfPeople"),
                    Map.entry("import_order", "imports.ErrorsOfPeople; only while one runs"),
                    Map.entry("failed_event", "ErasureWork and PersonalExport, by what each says"),
                    Map.entry("suppression", "consent.ErasedAddresses, by address"),
                    Map.entry("erased_address", "what must outlive her: keyed hashes"),
                    Map.entry("erased_key", "what must outlive her: keyed hashes"),
                    Map.entry("erasure", "the receipt"));

    /// Kept about her, but not in the file she gets.
    private static final Map<String, String> NOT_TOLD =
            Map.of(
                    "inbox", "on its way from part to part for a second, then in the log",
                    "message_body", "packed; delivery.MailsOfPeople tells it");

    @Autowired List<PersonalTable> tables;

    private record Column(String table, String name, String type) {}

    private List<Column> columns() {
        return db.sql(
                        """
                        select c.relname, a.attname, t.typname
                        from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
                        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                            and not a.attisdropped
                        join pg_type t on t.oid = a.atttypid
                        where c.relkind in ('r', 'p') and not c.relispartition
                            and c.relname not like 'flyway%'
                        """)
                .query((row, _) -> new Column(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    @Test
    void everyTableIsToldAndErasedOrOnTheList() {
        var declared = new HashMap<String, PersonalTable>();
        for (var table : tables) assertThat(declared.put(table.table(), table)).isNull();
        var there = new TreeSet<String>();
        for (var column : columns()) there.add(column.table());
        assertThat(there).contains("profile", "orders").hasSizeGreaterThan(50);

        var forgotten = new TreeSet<>(there);
        forgotten.removeAll(declared.keySet());
        forgotten.removeAll(EXCEPT.keySet());
        assertThat(forgotten).as("neither declared as PersonalTable nor excepted").isEmpty();
        assertThat(there).containsAll(declared.keySet()).containsAll(EXCEPT.keySet());
        assertThat(EXCEPT).doesNotContainKeys(declared.keySet().toArray(String[]::new));
        for (var table : tables)
            if (table.section().isEmpty()) assertThat(NOT_TOLD).containsKey(table.table());
    }

    /// A column that names a person makes a table hers whatever the list of exceptions says.
    @Test
    void noExceptedTableNamesAPerson() {
        var naming = new TreeSet<String>();
        var names =
                Set.of(
                        "profile_id",
                        "origin_id",
                        "winner",
                        "loser",
                        "used_by",
                        "person_id",
                        "email");
        for (var column : columns())
            if (names.contains(column.name()) && EXCEPT.containsKey(column.table()))
                naming.add(column.table() + "." + column.name());
        // until it is done it must say whom; and a colleague is no customer
        assertThat(naming).containsExactlyInAnyOrder("erasure.profile_id", "app_user.email");
    }

    /// Of rows that stay, every text is blanked or declared to say nothing about her, and so is
    /// every id of a person.
    @Test
    void noTextOfARowThatStaysIsForgotten() {
        var open = new TreeSet<String>();
        var texts = Set.of("text", "varchar", "jsonb", "json", "bytea", "_text", "date");
        var known = new HashSet<String>();
        for (var column : columns()) {
            for (var table : tables) {
                if (!table.table().equals(column.table())) continue;
                known.add(column.table() + "." + column.name());
                if (!table.stays() || !texts.contains(column.type())) continue;
                if (column.type().equals("date")) {
                    // days of figures; a birthday would be none
                    assertThat(column.name()).isIn("day", "expires_on", "planned_delivery");
                    continue;
                }
                if (!table.blanks().containsKey(column.name())
                        && !table.plain().contains(column.name()))
                    open.add(column.table() + "." + column.name());
            }
        }
        assertThat(open).as("neither blanked nor plain").isEmpty();
        for (var table : tables) {
            for (var name : table.blanks().keySet())
                assertThat(known).contains(table.table() + "." + name);
            for (var name : table.plain()) assertThat(known).contains(table.table() + "." + name);
        }
    }
}
