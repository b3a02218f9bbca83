package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps what people tell us about themselves, and when they were last seen.
@Component
class TraitStage implements EventStage {
    // shoppers type their contact here without being identified
    static final Set<String> CONTACT =
            Set.of(
                    Names.CHECKOUT_STARTED, Names.CHECKOUT_STEP_VIEWED,
                    Names.CHECKOUT_STEP_COMPLETED, Names.PAYMENT_INFO_ENTERED,
                    Names.ORDER_COMPLETED, Names.ORDER_UPDATED);

    private record Seen(UUID profile, Instant first, Instant last) {
        Seen and(Seen other) {
            return new Seen(
                    profile,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private final JdbcTemplate db;
    private final JsonMapper json;

    TraitStage(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    @Override
    public int order() {
        return TRAITS;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop()
                .forEach(
                        (shop, events) -> {
                            seen(batch.part(), shop, events);
                            traits(batch, shop, events);
                        });
    }

    private void seen(int part, Shop shop, List<Event> events) {
        var seen = new LinkedHashMap<UUID, Seen>();
        for (var event : events) {
            if (!event.personal() || event.source().equals(Event.OWN)) continue;
            seen.merge(
                    event.profile(), new Seen(event.profile(), event.at(), event.at()), Seen::and);
        }
        Columns.of(List.copyOf(seen.values()))
                .uuids(Seen::profile)
                .instants(Seen::first)
                .instants(Seen::last)
                .update(
                        db,
                        """
                        update profile p set last_seen_at = greatest(p.last_seen_at, s.last),
                            created_at = least(p.created_at, s.first)
                        from unnest(?, ?, ?) s (id, first, last)
                        where p.part = ? and p.shop_id = ? and p.id = s.id
                          and (p.last_seen_at < s.last or p.created_at > s.first)
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    private void traits(Batch batch, Shop shop, List<Event> events) {
        var part = batch.part();
        var telling =
                events.stream()
                        .filter(e -> e.call() == Event.Call.IDENTIFY || CONTACT.contains(e.name()))
                        .filter(e -> e.personal() && !e.properties().isEmpty())
                        .toList();
        if (telling.isEmpty()) return;
        var ids = telling.stream().map(Event::profile).distinct().toList();
        var traits = load(part, shop, ids);
        for (var event : telling) {
            var person = traits.get(event.profile());
            if (person == null) continue;
            if (event.call() == Event.Call.IDENTIFY) person.identify(event, shop.country());
            else person.contact(event, shop.country());
        }
        for (var person : traits.values()) person.changes.forEach(batch::note);
        save(part, shop, List.copyOf(traits.entrySet()));
    }

    private Map<UUID, Traits> load(int part, Shop shop, List<UUID> ids) {
        var traits = new HashMap<UUID, Traits>();
        db.query(
                """
                select * from profile_trait where part = ? and shop_id = ? and profile_id = any(?)
                """,
                row -> {
                    var times = new HashMap<String, Instant>();
                    json.readTree(row.getString("fact_times"))
                            .properties()
                            .forEach(
                                    e ->
                                            times.put(
                                                    e.getKey(),
                                                    Instant.parse(e.getValue().asString())));
                    var person =
                            new Traits(
                                    (ObjectNode) json.readTree(row.getString("attributes")),
                                    times,
                                    List.of((String[]) row.getArray("tags").getArray()));
                    for (var column : COLUMNS) person.columns.put(column, row.getString(column));
                    traits.put(row.getObject("profile_id", UUID.class), person);
                },
                part,
                shop.id(),
                ids.toArray(UUID[]::new));
        return traits;
    }

    static final List<String> COLUMNS =
            List.of(
                    "email",
                    "phone",
                    "first_name",
                    "last_name",
                    "gender",
                    "birthday",
                    "locale",
                    "timezone",
                    "country",
                    "city",
                    "company");

    private void save(int part, Shop shop, List<Map.Entry<UUID, Traits>> people) {
        var columns = Columns.of(people).uuids(Map.Entry::getKey);
        for (var name : COLUMNS) columns.texts(person -> column(person.getValue(), name));
        columns.jsons(person -> json.valueToTree(person.getValue().tags))
                .jsons(person -> person.getValue().attributes)
                .jsons(person -> times(person.getValue()))
                .update(
                        db,
                        """
                        update profile_trait t set email = n.email, phone = n.phone,
                            first_name = n.first_name, last_name = n.last_name, gender = n.gender,
                            birthday = n.birthday::date, locale = n.locale, timezone = n.timezone,
                            country = n.country, city = n.city, company = n.company,
                            tags = array(select jsonb_array_elements_text(n.tags)),
                            attributes = n.attributes, fact_times = n.fact_times
                        from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                            n (id, email, phone, first_name, last_name, gender, birthday, locale,
                               timezone, country, city, company, tags, attributes, fact_times)
                        where t.part = ? and t.shop_id = ? and t.profile_id = n.id
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    private static @Nullable String column(Traits person, String name) {
        return person.columns.get(name);
    }

    private ObjectNode times(Traits person) {
        var times = json.createObjectNode();
        person.times.forEach((name, at) -> times.put(name, at.toString()));
        return times;
    }
}
