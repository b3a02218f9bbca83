package io.ritorno.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.ritorno.account.ForViewers;
import io.ritorno.account.Shop;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/shops/{shop}/segments")
class SegmentController {
    private final Segments segments;
    private final Members members;
    private final Preview preview;
    private final Fields fields;
    private final Sizes sizes;
    private final Rfm rfm;
    private final InstantSource time;

    SegmentController(
            Segments segments,
            Members members,
            Preview preview,
            Fields fields,
            Sizes sizes,
            Rfm rfm,
            InstantSource time) {
        this.segments = segments;
        this.members = members;
        this.preview = preview;
        this.fields = fields;
        this.sizes = sizes;
        this.rfm = rfm;
        this.time = time;
    }

    record Draft(@Nullable String name, @Nullable JsonNode condition) {}

    record Question(@Nullable JsonNode condition, @Nullable Integer sample) {}

    /// @param list whether it is kept by hand
    /// @param problem why the stored condition holds nobody, when it cannot be used
    record Shown(
            UUID id,
            String name,
            JsonNode condition,
            boolean list,
            long members,
            boolean ready,
            double progress,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Reason problem,
            Instant createdAt,
            Instant updatedAt,
            List<SegmentUse> usedBy) {}

    @GetMapping
    List<Shown> list(Shop shop) {
        return show(shop, segments.list(shop));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Shown create(Shop shop, @RequestBody Draft draft) {
        return show(shop, segments.create(shop, draft.name(), draft.condition()));
    }

    @GetMapping("/{id}")
    Shown get(Shop shop, @PathVariable UUID id) {
        return show(shop, find(shop, id));
    }

    @PutMapping("/{id}")
    Shown change(Shop shop, @PathVariable UUID id, @RequestBody Draft draft) {
        return show(shop, segments.change(shop, id, draft.name(), draft.condition()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Shop shop, @PathVariable UUID id) {
        segments.delete(shop, id);
    }

    @PostMapping("/preview")
    @ForViewers
    Preview.Answer preview(Shop shop, @RequestBody Question question) {
        var sample = question.sample() == null ? 5 : question.sample();
        if (sample < 0 || sample > 50) throw Problem.invalid("sample", "not-in-range", 0, 50);
        var condition = Segments.condition(question.condition());
        try {
            var resolved = new References(segments.list(shop)).resolveNew(condition);
            return preview.ask(shop, resolved, sample, time.instant());
        } catch (References.Broken e) {
            throw Problem.invalid(Segments.field(e.place), "condition-unusable", e.reason);
        }
    }

    @GetMapping("/fields")
    Fields.Offer fields(Shop shop) {
        return fields.of(shop);
    }

    @GetMapping("/rfm")
    Rfm.Grid rfm(Shop shop) {
        return rfm.grid(shop, time.instant());
    }

    /// Has the fifths computed anew, in the background.
    @PostMapping("/rfm")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void computeRfm(Shop shop) {
        rfm.ask(shop);
    }

    /// One size a day; without days, of the last ninety.
    @GetMapping("/{id}/sizes")
    List<Sizes.Size> sizes(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        find(shop, id);
        var today = time.instant().atZone(shop.zone()).toLocalDate();
        if (to != null && to.isBefore(today.minusYears(100)))
            throw Problem.invalid("to", "too-long-ago");
        var last = to == null || to.isAfter(today) ? today : to;
        var first = from == null ? last.minusDays(89) : from;
        if (first.isBefore(last.minusYears(5))) throw Problem.invalid("from", "too-long-ago");
        return sizes.of(shop, id, first, last);
    }

    @GetMapping("/{id}/members")
    Page<PersonRow> members(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        find(shop, id);
        return members.page(shop, id, sort, limit, cursor);
    }

    @GetMapping("/{id}/members.csv")
    void export(Shop shop, @PathVariable UUID id, HttpServletResponse response) throws IOException {
        find(shop, id);
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader(
                "Content-Disposition", "attachment; filename=\"segment-" + id + ".csv\"");
        var csv =
                CsvWriter.builder()
                        .build(new OutputStreamWriter(response.getOutputStream(), UTF_8));
        csv.writeRecord(
                "id",
                "email",
                "phone",
                "first_name",
                "last_name",
                "orders",
                "spent",
                "items",
                "last_order_at",
                "last_seen_at",
                "created_at",
                "since");
        members.each(
                shop,
                id,
                row ->
                        csv.writeRecord(
                                row.id().toString(),
                                cell(row.email()),
                                text(row.phone()),
                                cell(row.firstName()),
                                cell(row.lastName()),
                                Integer.toString(row.orders()),
                                Long.toString(row.spent()),
                                Integer.toString(row.items()),
                                text(row.lastOrderAt()),
                                text(row.lastSeenAt()),
                                text(row.createdAt()),
                                text(row.since())));
        csv.close();
    }

    /// What a shopper wrote, harmless to a spreadsheet: a cell that starts like a formula gets an
    /// apostrophe before it (OWASP, CSV Injection, 2026-11).
    private static String cell(@Nullable String value) {
        if (value == null || value.isEmpty()) return "";
        return "=+-@\t\r".indexOf(value.charAt(0)) < 0 ? value : "'" + value;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private Segment find(Shop shop, UUID id) {
        return segments.find(shop, id).orElseThrow(() -> Problem.notFound("segment"));
    }

    private Shown show(Shop shop, Segment segment) {
        return show(shop, List.of(segment)).getFirst();
    }

    private List<Shown> show(Shop shop, List<Segment> shown) {
        if (shown.isEmpty()) return List.of();
        var states = segments.states(shop);
        var uses = segments.uses(shop);
        var references = new References(segments.list(shop));
        return shown.stream().map(segment -> show(segment, states, uses, references)).toList();
    }

    private static Shown show(
            Segment segment,
            Map<UUID, Segments.State> states,
            Map<UUID, List<SegmentUse>> uses,
            References references) {
        var state = states.getOrDefault(segment.id(), Segments.State.EMPTY);
        return new Shown(
                segment.id(),
                segment.name(),
                segment.stored(),
                segment.isList(),
                state.members(),
                state.ready(),
                state.progress(),
                references.problem(segment),
                segment.createdAt(),
                segment.updatedAt(),
                uses.getOrDefault(segment.id(), List.of()));
    }
}
