package io.ritorno.flow;

import io.ritorno.event.Event;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A person on her way through a flow that was not live, with a clock of her own.
final class PastRun {
    /// Notes that a story may have: a flow that goes in circles tells its beginning.
    private static final int MOST_NOTES = 100;

    final Entry entry;

    /// When she was let in: later than she entered where a plan was looked at after its time.
    final Instant began;

    Run run;

    /// When she is looked at next; null when nothing will happen any more in the period.
    @Nullable Instant next;

    /// What was planned for an earlier `next` does not hold any more.
    int turn;

    /// Whether she is only looked at for what ends the run, because something happened to her.
    boolean look;

    /// Where a step leads on at once, what ends runs need not be asked again.
    boolean goesOn;

    /// Whether the event that she waits for has happened.
    boolean heard;

    /// When an event ends the run, wherever it then stands; null: none does.
    @Nullable Instant stopAt;

    String stopReason = "";

    /// When her step would have her come again by itself; null: never.
    @Nullable Instant until;

    boolean over;
    String outcome = "waiting";
    int sent;
    @Nullable Instant firstSent;
    @Nullable Instant endedAt;

    /// The last message of each step.
    final Map<String, PastMessage> messages = new HashMap<>();

    /// Whether her story is kept: of thousands only some are.
    boolean told;

    /// The run of hers in another flow that led to this one; null when the trigger did.
    final @Nullable PastRun from;

    /// The run that she went on in.
    @Nullable PastRun into;

    private final ArrayNode story;

    PastRun(Entry entry, Run run, Instant began) {
        this(entry, run, began, null, JsonNodeFactory.instance.arrayNode());
    }

    /// She goes on in another flow: it is one story.
    PastRun(Entry entry, Run run, PastRun from) {
        this(entry, run, run.enteredAt(), from, from.story);
        this.told = from.told;
    }

    private PastRun(Entry entry, Run run, Instant began, @Nullable PastRun from, ArrayNode story) {
        this.entry = entry;
        this.run = run;
        this.began = began;
        this.next = began;
        this.from = from;
        this.story = story;
    }

    /// A message of hers on its way through the gate.
    static final class PastMessage {
        final PastRun run;
        final String step;
        final Step.Send send;
        Facts.Message state = Facts.Message.OPEN;

        PastMessage(PastRun run, String step, Step.Send send) {
            this.run = run;
            this.step = step;
            this.send = send;
        }
    }

    UUID flow() {
        return run.flow();
    }

    Definition definition() {
        return entry.live().definition();
    }

    UUID person() {
        return run.profile();
    }

    /// Her place among those whose story is kept: by chance, but always the same.
    UUID lot() {
        return Ids.stable("dry-run", person().toString(), run.id().toString());
    }

    /// The event that let her in.
    boolean startedBy(Event event) {
        return event.id().equals(entry.by());
    }

    ObjectNode note(Instant at, String kind) {
        return note(at, kind, run.step());
    }

    ObjectNode note(Instant at, String kind, String step) {
        var note = JsonNodeFactory.instance.objectNode();
        note.put("at", at.toString()).put("kind", kind).put("step", step);
        if (from != null) note.put("flow", flow().toString());
        if (told && story.size() < MOST_NOTES) story.add(note);
        return note;
    }

    ArrayNode story() {
        return story;
    }
}
