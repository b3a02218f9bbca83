package io.ritorno.flow;

import io.ritorno.delivery.PastGate;
import io.ritorno.flow.PastRun.PastMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What would have become of messages at the gate: consent, closed addresses and what else was
/// written to the person as of then, the shop's rules and her address as of today.
final class DryGate {
    private final Past past;
    private final DryTallies tallies;
    private final Map<UUID, List<Instant>> sent = new HashMap<>();
    private final Set<PastMessage> held = new HashSet<>();

    DryGate(Past past, DryTallies tallies) {
        this.past = past;
        this.tallies = tallies;
    }

    /// @return when it must be asked again; null when it is decided
    @Nullable Instant ask(PastMessage message, Instant at) {
        var run = message.run;
        var stopAt = run.stopAt;
        // what had not gone out when her run was ended is taken back
        if (stopAt != null && !stopAt.isAfter(at)) {
            left(message, at, "skipped", run.stopReason);
            return null;
        }
        var person = past.people.get(run.person());
        var address = person == null ? null : person.email();
        var closed = address == null ? null : past.suppressed.get(address);
        var consent = past.consent(run.person(), "email", at);
        var zone = person == null ? null : person.timezone();
        var asked =
                new PastGate.Asked(
                        message.send.transactional(),
                        address,
                        closed != null && !closed.isAfter(at),
                        consent == null ? null : consent.state(),
                        recent(run.person(), at),
                        zone == null ? null : ZoneId.of(zone),
                        past.keptOut.contains(run.person()));
        var answer = PastGate.ask(past.shop, asked, at);
        var until = answer.until();
        if (until != null) {
            if (held.add(message)) {
                var tally = tallies.of(run);
                tally.one("hold", answer.reason());
                tally.one("step", message.step, "held");
            }
            run.note(at, "held", message.step)
                    .put("reason", answer.reason())
                    .put("until", until.toString());
            return until;
        }
        switch (answer.outcome()) {
            case "skip" -> left(message, at, "skipped", answer.reason());
            case "held-out" -> left(message, at, "held-out", answer.reason());
            default -> send(message, at);
        }
        return null;
    }

    /// It does not go out. One to somebody of the shop's control group is counted among these, as
    /// it is live, and told by its own word.
    private void left(PastMessage message, Instant at, String kind, String reason) {
        message.state = Facts.Message.NOT_SENT;
        message.run.note(at, kind, message.step).put("reason", reason);
        var tally = tallies.of(message.run);
        tally.one("step", message.step, "skipped");
        tally.one("skip", reason);
        tally.one("why", message.step, reason);
    }

    private void send(PastMessage message, Instant at) {
        var run = message.run;
        message.state = Facts.Message.SENT;
        run.sent++;
        if (run.firstSent == null) run.firstSent = at;
        if (!message.send.transactional())
            sent.computeIfAbsent(run.person(), _ -> new ArrayList<>()).add(at);
        var person = past.people.get(run.person());
        var text = person == null ? null : PastGate.text(message.send.content(), person, past.shop);
        run.note(at, "sent", message.step).put("subject", text == null ? "" : text.subject());
        var tally = tallies.of(run);
        tally.one("step", message.step, "sent");
        tally.one("day", past.shop.day(at).toString(), "sent", message.step);
    }

    /// Marketing messages within the cap's days: what others really sent her, and what this flow
    /// would have.
    private int recent(UUID person, Instant at) {
        var since = at.minus(Duration.ofDays(past.shop.settings().capDays()));
        var n = 0;
        for (var time : past.written.getOrDefault(person, List.of()))
            if (time.isAfter(since) && !time.isAfter(at)) n++;
        for (var time : sent.getOrDefault(person, List.of())) if (time.isAfter(since)) n++;
        return n;
    }
}
