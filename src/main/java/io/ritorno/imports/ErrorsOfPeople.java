package io.ritorno.imports;

import io.ritorno.account.Shop;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Rows of files that could not be taken and name a person: by an address, a number, the shop's own
/// id, or first and last name. A file itself is not kept once it is imported; of one that is being
/// imported her rows are dropped when they come.
@Component
class ErrorsOfPeople implements PersonalStage {
    /// A line that names somebody: e-mails, last digits of phones, ids, names as `first\nlast`.
    private static final String NAMES =
            """
            (exists (select 1 from unnest(?::text[]) n where strpos(lower(e.line), n) > 0)
                or exists (select 1 from unnest(?::text[]) n
                    where strpos(regexp_replace(e.line, '[^0-9]', '', 'g'), n) > 0)
                or regexp_split_to_array(e.line, '[^[:alnum:]@._-]+') && ?::text[]
                or exists (select 1 from unnest(?::text[]) n
                    where strpos(lower(e.line), split_part(n, chr(10), 1)) > 0
                        and strpos(lower(e.line), split_part(n, chr(10), 2)) > 0))
            """;

    private final JdbcTemplate db;
    private final JsonMapper json;

    ErrorsOfPeople(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    private static List<Object> arguments(Shop shop, Subject subject) {
        return new ArrayList<>(
                List.of(
                        shop.id(),
                        subject.emails().toArray(String[]::new),
                        subject.phoneEnds().toArray(String[]::new),
                        subject.userIds().toArray(String[]::new),
                        subject.names().stream()
                                .map(name -> String.join("\n", name))
                                .toArray(String[]::new)));
    }

    @Override
    public Map<String, Integer> erase(Shop shop, Subject subject, UUID nobody) {
        var people = new ArrayList<>(subject.emails());
        people.addAll(subject.userIds());
        db.update(
                "update import_order set customer = null where shop_id = ? and customer = any(?)",
                shop.id(),
                people.toArray(String[]::new));
        var removed =
                db.update(
                        "delete from import_error e where e.shop_id = ? and " + NAMES,
                        arguments(shop, subject).toArray());
        return removed == 0 ? Map.of() : Map.of("import_error", removed);
    }

    @Override
    public Map<String, List<JsonNode>> told(Shop shop, Subject subject) {
        var rows =
                db.query(
                        """
                        select e.import_id, e.row_number, e.reason, e.line from import_error e
                        where e.shop_id = ? and"""
                                + " "
                                + NAMES
                                + " order by e.import_id, e.row_number",
                        (row, _) ->
                                (JsonNode)
                                        json.createObjectNode()
                                                .put("importId", row.getString("import_id"))
                                                .put("row", row.getLong("row_number"))
                                                .put("reason", row.getString("reason"))
                                                .put("line", row.getString("line")),
                        arguments(shop, subject).toArray());
        return Map.of("importErrors", rows);
    }
}
