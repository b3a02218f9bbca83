package io.ritorno.profile;

import io.ritorno.event.Event;
import io.ritorno.platform.Numbers;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The traits of one person while a batch changes them. Each trait has the time of the fact that
/// set it, and a later fact wins by its own time, in whatever order facts arrive.
///
/// What Segment reserves (email, firstName, address …) goes into columns, everything else into
/// `attributes`, at most [#MOST] of them. A null removes an attribute.
final class Traits {
    static final int MOST = 200;
    private static final int LONGEST = 2_000;
    // told elsewhere, or nothing about the person
    private static final Set<String> PASSED_OVER =
            Set.of(
                    "consent",
                    "consentSource",
                    "consentText",
                    "id",
                    "anonymousId",
                    "userId",
                    "context");

    /// What our own calls say beside traits.
    private static final Set<String> STEPS = Set.of("addTags", "removeTags", "increment");

    final Map<String, @Nullable String> columns = new HashMap<>();
    final ObjectNode attributes;
    final Map<String, Instant> times;
    List<String> tags;

    /// What [#identify] and [#contact] have changed, in order.
    final List<TraitChange> changes = new ArrayList<>();

    Traits(ObjectNode attributes, Map<String, Instant> times, List<String> tags) {
        this.attributes = attributes;
        this.times = new HashMap<>(times);
        this.tags = tags;
    }

    /// Takes over what an identify call says. Ours may also say `addTags`, `removeTags` and
    /// `increment`: what changes step by step must not be told as a whole.
    void identify(Event event, String country) {
        var own = event.source().equals(Event.OWN);
        if (own) step(event, country);
        for (var trait : plain(event.properties()).entrySet())
            if (!own || !STEPS.contains(trait.getKey()))
                set(trait.getKey(), trait.getValue(), event, event.at(), country);
    }

    private void step(Event event, String country) {
        var said = event.properties();
        if (said.has("addTags") || said.has("removeTags")) {
            var now = new LinkedHashSet<>(tags);
            now.addAll(tags(said.path("addTags")));
            tags(said.path("removeTags")).forEach(now::remove);
            var list = said.arrayNode();
            now.forEach(list::add);
            set("tags", list, event, latest("tags", event.at()), country);
        }
        for (var counter : said.path("increment").properties()) {
            var before = attributes.path(counter.getKey());
            var sum = number(before).add(number(counter.getValue()));
            var value = said.numberNode(sum);
            var at = latest(counter.getKey(), event.at());
            set(counter.getKey(), value, event, at, country);
        }
    }

    /// A step counts from where it finds the value, however late that was told.
    private Instant latest(String name, Instant at) {
        var last = times.get(name);
        return last != null && last.isAfter(at) ? last : at;
    }

    /// 0 for what is no number.
    private static BigDecimal number(JsonNode value) {
        if (value.isNumber()) return value.decimalValue();
        return value.isString()
                ? Numbers.written(value.asString().strip()).orElse(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    /// Takes over the contact of a checkout or an order, which says less than an identify call.
    void contact(Event event, String country) {
        for (var name :
                List.of("email", "phone", "firstName", "lastName", "first_name", "last_name")) {
            var value = event.properties().get(name);
            if (value != null && value.isValueNode())
                set(camel(name), value, event, event.at(), country);
        }
    }

    /// Nested `address` and `company`, and the many spellings of names, as one flat list.
    private static Map<String, JsonNode> plain(ObjectNode traits) {
        var plain = new LinkedHashMap<String, JsonNode>();
        for (var trait : traits.properties()) {
            var name = camel(trait.getKey());
            var value = trait.getValue();
            if (PASSED_OVER.contains(name)) continue;
            if (name.equals("address") && value instanceof ObjectNode address) {
                for (var part : List.of("city", "country"))
                    if (address.hasNonNull(part)) plain.put(part, address.get(part));
            } else if (name.equals("company") && value instanceof ObjectNode company) {
                if (company.hasNonNull("name")) plain.put("company", company.get("name"));
            } else if (name.equals("name") && value.isString()) {
                var words = value.asString().strip().split("\\s+", 2);
                plain.putIfAbsent("firstName", traits.stringNode(words[0]));
                if (words.length == 2) plain.putIfAbsent("lastName", traits.stringNode(words[1]));
            } else {
                plain.put(name, value);
            }
        }
        return plain;
    }

    private static String camel(String name) {
        return switch (name) {
            case "first_name", "firstname" -> "firstName";
            case "last_name", "lastname", "surname" -> "lastName";
            case "language", "lang" -> "locale";
            case "birthdate", "birth_date", "dob", "dateOfBirth" -> "birthday";
            case "timeZone", "time_zone" -> "timezone";
            default -> name;
        };
    }

    private void set(String name, JsonNode value, Event event, Instant at, String country) {
        var last = times.get(name);
        if (last != null && last.isAfter(at)) return;
        var column = column(name);
        var before = value(name, column);
        if (column == null) {
            if (!attribute(name, value)) return;
        } else if (column.equals("tags")) {
            tags = tags(value);
        } else {
            var text = value.isValueNode() && !value.isNull() ? value.asString().strip() : "";
            var understood = text.isEmpty() ? null : understood(column, text, country);
            // what cannot be read changes nothing; an explicit null forgets
            if (understood == null && !value.isNull()) return;
            columns.put(column, understood);
        }
        times.put(name, at);
        var after = value(name, column);
        if (!Objects.equals(before, after))
            changes.add(new TraitChange(event, name, column == null, before, after));
    }

    private @Nullable JsonNode value(String name, @Nullable String column) {
        if (column == null) return attributes.get(name);
        var json = JsonNodeFactory.instance;
        if (column.equals("tags")) {
            var list = json.arrayNode();
            tags.forEach(list::add);
            return list;
        }
        var text = columns.get(column);
        return text == null ? null : json.stringNode(text);
    }

    private boolean attribute(String name, JsonNode value) {
        if (name.length() > 100) return false;
        if (value.isNull()) {
            attributes.remove(name);
            return true;
        }
        if (value.toString().length() > LONGEST) return false;
        if (!attributes.has(name) && attributes.size() >= MOST) return false;
        attributes.set(name, value);
        return true;
    }

    private static List<String> tags(JsonNode value) {
        var tags = new ArrayList<String>();
        if (value.isArray())
            for (var tag : value)
                if (tag.isString() && tags.size() < 100) tags.add(cut(tag.asString().strip(), 100));
        return tags.stream().filter(tag -> !tag.isEmpty()).distinct().toList();
    }

    private static @Nullable String column(String name) {
        return switch (name) {
            case "email",
                    "phone",
                    "gender",
                    "birthday",
                    "locale",
                    "timezone",
                    "country",
                    "city",
                    "company",
                    "tags" ->
                    name;
            case "firstName" -> "first_name";
            case "lastName" -> "last_name";
            default -> null;
        };
    }

    private static @Nullable String understood(String column, String text, String country) {
        return switch (column) {
            case "email" -> Contact.email(text).orElse(null);
            case "phone" -> Contact.phone(text, country).orElse(null);
            case "gender" -> Gender.of(text).map(Gender::kept).orElse(null);
            case "birthday" -> day(text);
            case "timezone" -> zone(text);
            case "country" -> country(text);
            default -> cut(text, 200);
        };
    }

    private static @Nullable String day(String text) {
        try {
            return LocalDate.parse(cut(text, 10)).toString();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String zone(String text) {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String country(String text) {
        var code = text.toUpperCase(Locale.ROOT);
        if (Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).contains(code)) return code;
        for (var iso : Locale.getISOCountries())
            for (var language :
                    List.of(Locale.ENGLISH, Locale.ITALIAN, Locale.forLanguageTag("pl")))
                if (Locale.of("", iso).getDisplayCountry(language).equalsIgnoreCase(text))
                    return iso;
        return null;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
