package io.ritorno.segment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Profiles;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Who stands on a segment that is kept by hand.
@RestController
@RequestMapping("/api/shops/{shop}/segments")
class ListController {
    /// A file may name this many people.
    private static final int MOST = 100_000;

    private static final int SHOWN = 100;

    /// Names that a column of addresses or ids may have.
    private static final Set<String> HEADERS =
            Set.of(
                    "email",
                    "e-mail",
                    "mail",
                    "user_id",
                    "userid",
                    "external_id",
                    "customer_id",
                    "id");

    private final Segments segments;
    private final Lists lists;
    private final Profiles profiles;

    ListController(Segments segments, Lists lists, Profiles profiles) {
        this.segments = segments;
        this.lists = lists;
        this.profiles = profiles;
    }

    record Draft(@Nullable String name) {}

    record Made(UUID id, String name) {}

    /// @param text e-mail addresses or the shop's own ids of customers, one a line, or a CSV file
    ///   of which one column is headed `email` or `user_id`
    record People(@Nullable String text, @Nullable List<@Nullable UUID> ids) {}

    /// @param named how many different people were named
    /// @param added how many of them came on the list
    /// @param unknown the first of those whom the shop does not know
    record Added(int named, int added, int unknownCount, List<String> unknown) {}

    @PostMapping("/lists")
    @ResponseStatus(HttpStatus.CREATED)
    Made create(Shop shop, @RequestBody Draft draft) {
        var made = segments.createList(shop, draft.name());
        return new Made(made.id(), made.name());
    }

    @PostMapping("/{id}/people")
    Added add(Shop shop, @PathVariable UUID id, @RequestBody People people) {
        list(shop, id);
        if (people.ids() != null) {
            if (people.ids().size() > MOST) throw Problem.invalid("ids", "too-many", MOST);
            var ids = new LinkedHashSet<UUID>();
            for (var each : people.ids()) {
                if (each == null) throw Problem.invalid("ids[" + ids.size() + "]", "missing");
                ids.add(each);
            }
            return new Added(ids.size(), lists.add(shop, id, ids), 0, List.of());
        }
        var named = named(people.text());
        if (named.isEmpty()) throw Problem.invalid("text", "empty");
        var found = profiles.byContact(shop, named);
        var unknown = named.stream().filter(name -> !found.containsKey(name)).toList();
        return new Added(
                named.size(),
                lists.add(shop, id, new LinkedHashSet<>(found.values())),
                unknown.size(),
                unknown.stream().limit(SHOWN).toList());
    }

    @DeleteMapping("/{id}/people/{profile}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Shop shop, @PathVariable UUID id, @PathVariable UUID profile) {
        list(shop, id);
        lists.remove(shop, id, List.of(profile));
    }

    private void list(Shop shop, UUID id) {
        var segment = segments.find(shop, id).orElseThrow(() -> Problem.notFound("segment"));
        if (!segment.isList()) throw Problem.conflict("segment-not-a-list");
    }

    /// The different names in a text, in order.
    private static Set<String> named(@Nullable String text) {
        if (text == null) return Set.of();
        var clean = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var rows = new ArrayList<List<String>>();
        try {
            var first = clean.lines().findFirst().orElse("");
            var separator = first.contains(";") ? ';' : first.contains("\t") ? '\t' : ',';
            CsvReader.builder()
                    .fieldSeparator(separator)
                    .allowExtraFields(true)
                    .allowMissingFields(true)
                    .ofCsvRecord(clean)
                    .forEach(row -> rows.add(row.getFields()));
        } catch (CsvParseException e) {
            throw Problem.invalid("text", "not-csv");
        }
        var names = new LinkedHashSet<String>();
        if (rows.isEmpty()) return names;
        var column = column(rows.getFirst());
        for (var row : rows.subList(column < 0 ? 0 : 1, rows.size())) {
            var cell = row.size() > Math.max(column, 0) ? row.get(Math.max(column, 0)).strip() : "";
            if (!cell.isEmpty()) names.add(askable(cell));
            if (names.size() > MOST) throw Problem.invalid("text", "too-many", MOST);
        }
        return names;
    }

    /// What is too long to be a name, or cannot be asked for, is told among the unknown ones.
    private static String askable(String cell) {
        var clean = cell.replace('\0', '\uFFFD');
        return clean.length() <= 500 ? clean : clean.substring(0, 100) + "…";
    }

    /// The column that names people, or -1 when the first row is no heading.
    private static int column(List<String> header) {
        for (var i = 0; i < header.size(); i++)
            if (HEADERS.contains(header.get(i).strip().toLowerCase(Locale.ROOT))) return i;
        return -1;
    }
}
