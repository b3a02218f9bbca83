package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Pipeline;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import io.ritorno.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What would happen to somebody in a flow if something happened now: it is made to happen, by the
/// same road and the same code as everything else, in a transaction that is taken back. So the
/// answer is the engine's own, and nothing has changed when it is given.
///
/// It holds the event lane of her part meanwhile, as any change of a person does.
@Component
class WhatIf {
    record Request(@Nullable UUID person, @Nullable Assumption assume) {}

    /// @param draft whether the flow is not live and was taken as if it were
    /// @param enters whether she would come in
    /// @param lines what would be decided and happen, in order
    record Answer(
            RunPeople.Person person, Instant at, boolean draft, boolean enters, List<Told> lines) {}

    /// A line with what its step is called.
    ///
    /// @param flow in which flow, when it is another than the one asked
    record Told(
            Instant at,
            String outcome,
            String reason,
            ObjectNode detail,
            @Nullable OtherFlow flow,
            @Nullable String step,
            @Nullable String type,
            @Nullable String name,
            List<ToldWay> ways) {}

    /// A flow that she would be handed over to.
    record OtherFlow(UUID id, String name) {}

    record ToldWay(String reason, List<Told> lines) {}

    private final JdbcClient db;
    private final Flows flows;
    private final FlowStore store;
    private final RunStore runs;
    private final RunPeople people;
    private final Entries entries;
    private final PlanWatch plans;
    private final TrialTools tools;
    private final Profiles profiles;
    private final Assumptions assumptions;
    private final Foretold words;
    private final Pipeline pipeline;
    private final Lanes lanes;
    private final InstantSource time;
    private final JsonMapper json;
    private final TransactionTemplate own;

    WhatIf(
            JdbcClient db,
            Flows flows,
            FlowStore store,
            RunStore runs,
            RunPeople people,
            Entries entries,
            PlanWatch plans,
            TrialTools tools,
            Profiles profiles,
            Assumptions assumptions,
            Foretold words,
            Pipeline pipeline,
            Lanes lanes,
            InstantSource time,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.flows = flows;
        this.store = store;
        this.runs = runs;
        this.people = people;
        this.entries = entries;
        this.plans = plans;
        this.tools = tools;
        this.profiles = profiles;
        this.assumptions = assumptions;
        this.words = words;
        this.pipeline = pipeline;
        this.lanes = lanes;
        this.time = time;
        this.json = json;
        this.own = new TransactionTemplate(transactions);
    }

    /// @throws Problem 404 for no such flow or person, 422 for a draft that is not finished, 400
    Answer ask(Shop shop, UUID id, Request request) {
        var flow = flows.get(shop, id);
        if (request.person() == null) throw Problem.invalid("person", "missing");
        var profile = present(shop, request.person());
        var assumed = request.assume() == null ? Assumption.ENTERED : request.assume();
        assumed.check();
        var draft = flow.status() == Flow.Status.DRAFT;
        if (draft) finished(shop, flow);
        var part = shop.parts().of(profile);
        var now = time.instant().truncatedTo(ChronoUnit.MICROS);
        List<Trial.Line> lines;
        try {
            lines =
                    Objects.requireNonNull(
                            own.execute(
                                    status -> {
                                        status.setRollbackOnly();
                                        return lanes.inPart(
                                                Lane.EVENT,
                                                part,
                                                () -> lines(shop, flow, profile, assumed, now));
                                    }));
        } finally {
            pipeline.rolledBack();
        }
        var who = people.load(shop, List.of(profile));
        return new Answer(
                who.getOrDefault(profile, RunPeople.unknown(profile)),
                now,
                draft,
                lines.stream().anyMatch(line -> line.outcome().equals("entered")),
                words.told(shop, flow, lines));
    }

    /// Who the person is now, if she was merged.
    private UUID present(Shop shop, UUID asked) {
        for (var id = asked; ; ) {
            var person = profiles.find(shop, id).orElseThrow(() -> Problem.notFound("customer"));
            if (person.mergedInto() == null) return id;
            id = person.mergedInto();
        }
    }

    private void finished(Shop shop, Flow flow) {
        var faults = flows.problems(shop, flow);
        if (!faults.isEmpty())
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    faults,
                    "flow-faulty",
                    Fault.all(faults),
                    faults.getFirst().text());
    }

    // ------------------------------------------------------------ in the transaction

    private List<Trial.Line> lines(
            Shop shop, Flow saved, UUID profile, Assumption assumed, Instant now) {
        var flow = saved;
        if (saved.status() == Flow.Status.DRAFT) {
            flow = saved.live(now);
            store.update(shop, flow, saved.version());
        }
        var found = store.live(shop, List.of(flow));
        if (found.isEmpty()) throw Problem.conflict("flow-unreadable");
        var live = found.getFirst();
        var part = shop.parts().of(profile);
        var before = ids(shop, part, live, profile, now);
        var in = runs.active(part, shop, Set.of(profile), now, Duration.ZERO);
        var lines = new ArrayList<Trial.Line>();
        var at = now;
        if (assumed.entered())
            enter(
                    shop,
                    part,
                    live,
                    List.of(assumptions.byHand(shop, part, live, profile, now)),
                    now,
                    lines);
        else {
            var known = decided(shop, part, live, profile, now).keySet();
            var planned = plans.of(shop, part, live.flow().id(), profile);
            if (!assumptions.happen(shop, part, profile, assumed, now)) {
                lines.add(line(now, "not-entered", "no-cart"));
                return lines;
            }
            decided(shop, part, live, profile, now)
                    .forEach(
                            (decision, line) -> {
                                if (!known.contains(decision)) lines.add(line);
                            });
            var fresh = plans.fresh(shop, part, live, profile, planned);
            if (lines.isEmpty() && fresh.isPresent()) {
                var due = plans.due(part, shop, live, fresh.get());
                at = due.at();
                var line = line(now, "waited", "planned");
                line.detail().put("until", at.toString());
                lines.add(line);
                if (due.entry() == null) lines.add(line(at, "not-entered", "no-longer"));
                else enter(shop, part, live, List.of(due.entry()), at, lines);
            }
        }
        if (lines.isEmpty()) lines.add(line(now, "not-entered", "not-begun"));
        var already =
                in.stream()
                        .filter(run -> run.flow().equals(live.flow().id()) && run.unfinished())
                        .findFirst();
        lines.replaceAll(line -> alreadyIn(line, already));
        var trial = new Trial(tools, shop, part, now);
        for (var run : runs.active(part, shop, Set.of(profile), at, Duration.ZERO))
            if (run.flow().equals(live.flow().id()) && !before.contains(run.id()))
                lines.addAll(trial.walk(run, run.enteredAt()));
        return lines;
    }

    private Set<UUID> ids(Shop shop, int part, Live live, UUID profile, Instant now) {
        var ids = new HashSet<UUID>();
        for (var run : runs.active(part, shop, Set.of(profile), now, Duration.ofDays(36_500)))
            if (run.flow().equals(live.flow().id())) ids.add(run.id());
        return ids;
    }

    private static Trial.Line line(Instant at, String outcome, String reason) {
        var detail = JsonNodeFactory.instance.objectNode();
        return new Trial.Line(at, outcome, reason, detail, null, null, List.of());
    }

    /// The truer reason for who is in the flow already.
    private static Trial.Line alreadyIn(Trial.Line line, Optional<Run> run) {
        if (run.isEmpty() || !line.reason().equals("re-entry")) return line;
        var detail = line.detail().deepCopy();
        detail.put("since", run.get().enteredAt().toString());
        return new Trial.Line(
                line.at(),
                line.outcome(),
                "already-in",
                detail,
                run.get().flow(),
                run.get().step(),
                List.of());
    }

    private void enter(
            Shop shop,
            int part,
            Live live,
            List<Entry> coming,
            Instant at,
            List<Trial.Line> lines) {
        var let = entries.let(part, shop, at, coming);
        for (var result : let.results()) {
            if (result.refused().isEmpty()) lines.add(line(at, "entered", by(result.entry())));
            else lines.add(line(at, "not-entered", result.refused()));
        }
    }

    /// Nobody puts her in by hand here: she is taken as if she came.
    private static String by(Entry entry) {
        return entry.reason().equals("manual") ? "assumed" : entry.reason();
    }

    /// What the flow decided about her since, by decision.
    private Map<UUID, Trial.Line> decided(
            Shop shop, int part, Live live, UUID profile, Instant now) {
        var decided = new LinkedHashMap<UUID, Trial.Line>();
        db.sql(
                        """
                        select id, at, outcome, reason, detail, step from decision
                        where part = ? and shop_id = ? and profile_id = ? and at >= ?
                            and flow_id = ?
                        order by at, id
                        """)
                .params(part, shop.id(), profile, Times.utc(now), live.flow().id())
                .query(
                        row -> {
                            decided.put(
                                    row.getObject("id", UUID.class),
                                    new Trial.Line(
                                            Times.instant(row, "at"),
                                            row.getString("outcome"),
                                            row.getString("reason"),
                                            (ObjectNode) json.readTree(row.getString("detail")),
                                            live.flow().id(),
                                            null,
                                            List.of()));
                        });
        return decided;
    }
}
