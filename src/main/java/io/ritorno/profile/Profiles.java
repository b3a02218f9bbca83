package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The people of a shop.
@Component
public class Profiles {
    static final String COLUMNS =
            """
            p.id, p.known, t.email, t.phone, t.external_id, t.first_name, t.last_name, t.gender,
            t.birthday, t.locale, t.timezone, t.country, t.city, t.company, t.tags, t.attributes,
            p.orders, p.items, p.spent, p.open_cart, p.first_order_at, p.last_order_at,
            p.created_at, p.last_seen_at, p.merged_into
            """;

    private final JdbcTemplate db;
    private final JsonMapper json;

    Profiles(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    /// These people, for those that there are. One statement.
    ///
    /// @param part of all of them
    public Map<UUID, Person> load(Shop shop, int part, Collection<UUID> ids) {
        var people = new HashMap<UUID, Person>();
        if (ids.isEmpty()) return people;
        db.query(
                "select "
                        + COLUMNS
                        + """
                        from profile p
                        join profile_trait t
                          on t.part = p.part and t.shop_id = p.shop_id and t.profile_id = p.id
                        where p.part = ? and p.shop_id = ? and p.id = any(?)
                        """,
                row -> {
                    var person = person(row);
                    people.put(person.id(), person);
                },
                part,
                shop.id(),
                ids.toArray(UUID[]::new));
        return people;
    }

    /// The person, also when she has been merged into another.
    public Optional<Person> find(Shop shop, UUID id) {
        var people = load(shop, shop.parts().of(id), List.of(id));
        return Optional.ofNullable(people.get(id));
    }

    /// Who is known by these e-mail addresses and ids of the shop's own; what nobody is known by is
    /// not among them. A name with `@` is an address.
    public Map<String, UUID> byContact(Shop shop, Collection<String> names) {
        var keys = new HashMap<IdentityKey, List<String>>();
        for (var name : names) {
            var key =
                    name.contains("@")
                            ? Contact.email(name)
                                    .map(email -> new IdentityKey(IdentityKey.EMAIL, email))
                            : Optional.of(new IdentityKey(IdentityKey.USER, name));
            key.ifPresent(k -> keys.computeIfAbsent(k, _ -> new ArrayList<>()).add(name));
        }
        var found = new HashMap<String, UUID>();
        for (var kind : List.of(IdentityKey.EMAIL, IdentityKey.USER))
            db.query(
                    """
                    select value, profile_id from identity
                    where part = any(?) and shop_id = ? and kind = ? and value = any(?)
                    """,
                    row -> {
                        var key = new IdentityKey(kind, row.getString(1));
                        var profile = row.getObject(2, UUID.class);
                        for (var name : keys.getOrDefault(key, List.of())) found.put(name, profile);
                    },
                    shop.parts().all(),
                    shop.id(),
                    kind,
                    keys.keySet().stream()
                            .filter(key -> key.kind().equals(kind))
                            .map(IdentityKey::value)
                            .toArray(String[]::new));
        return found;
    }

    Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getBoolean("known"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("external_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("gender"),
                row.getObject("birthday", LocalDate.class),
                row.getString("locale"),
                row.getString("timezone"),
                row.getString("country"),
                row.getString("city"),
                row.getString("company"),
                List.of((String[]) row.getArray("tags").getArray()),
                (ObjectNode) json.readTree(row.getString("attributes")),
                row.getInt("orders"),
                row.getInt("items"),
                row.getLong("spent"),
                row.getObject("open_cart", Long.class),
                Times.instantOrNull(row, "first_order_at"),
                Times.instantOrNull(row, "last_order_at"),
                Times.instant(row, "created_at"),
                Times.instant(row, "last_seen_at"),
                row.getObject("merged_into", UUID.class));
    }
}
