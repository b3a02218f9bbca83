package io.ritorno.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A person on her way through one version of a flow.
///
/// @param key what the run is about
/// @param anchor from when waits since entry are counted
/// @param wakeAt when it moves next; kept while it is paused or parked, so that it goes on from
///   there
/// @param context `event`: properties of the event that started it; `sends`: how often it has
///   passed a message, by step; `heard`: since when the event that it waited for has happened;
///   `coupon`: the last one given; `moves`: through how many flows she has been moved to this one;
///   `tries`: how often it was parked in a row
/// @param reason why it was stopped or parked
/// @param awaits the event that wakes it before its time, see [Next.Sleep]
/// @param retryAt when it tries again, if it is parked
record Run(
        UUID id,
        int shop,
        UUID flow,
        int version,
        UUID profile,
        String key,
        @Nullable UUID cart,
        Status status,
        String step,
        Instant enteredAt,
        Instant anchor,
        Instant enteredStepAt,
        @Nullable Instant wakeAt,
        ObjectNode context,
        @Nullable Instant endedAt,
        @Nullable String reason,
        @Nullable String awaits,
        @Nullable Instant retryAt) {

    enum Status {
        RUNNING,
        PAUSED,
        PARKED,
        DONE,
        STOPPED;

        String text() {
            return switch (this) {
                case RUNNING -> "running";
                case PAUSED -> "paused";
                case PARKED -> "parked";
                case DONE -> "done";
                case STOPPED -> "stopped";
            };
        }

        static Status of(String text) {
            for (var status : values()) if (status.text().equals(text)) return status;
            throw new IllegalArgumentException("no status " + text);
        }
    }

    boolean unfinished() {
        return switch (status) {
            case RUNNING, PAUSED, PARKED -> true;
            case DONE, STOPPED -> false;
        };
    }

    /// Of a run that nothing but time wakes.
    Run(
            UUID id,
            int shop,
            UUID flow,
            int version,
            UUID profile,
            String key,
            @Nullable UUID cart,
            Status status,
            String step,
            Instant enteredAt,
            Instant anchor,
            Instant enteredStepAt,
            @Nullable Instant wakeAt,
            ObjectNode context,
            @Nullable Instant endedAt,
            @Nullable String reason) {
        this(
                id,
                shop,
                flow,
                version,
                profile,
                key,
                cart,
                status,
                step,
                enteredAt,
                anchor,
                enteredStepAt,
                wakeAt,
                context,
                endedAt,
                reason,
                null,
                null);
    }

    Run at(String newStep, Instant now) {
        var edit = new Edit(this);
        edit.step = newStep;
        edit.enteredStepAt = now;
        edit.awaits = null;
        return edit.done();
    }

    Run with(ObjectNode newContext) {
        var edit = new Edit(this);
        edit.context = newContext;
        return edit.done();
    }

    Run anchored(Instant newAnchor) {
        var edit = new Edit(this);
        edit.anchor = newAnchor;
        return edit.done();
    }

    /// Until that time, or until what it awaits happens.
    Run asleep(@Nullable Instant until, @Nullable String newAwaits) {
        var edit = new Edit(this);
        edit.status = Status.RUNNING;
        edit.wakeAt = until;
        edit.awaits = newAwaits;
        edit.retryAt = null;
        return edit.done();
    }

    /// Due then, wherever it stands and whether it is paused.
    Run woken(Instant at) {
        var edit = new Edit(this);
        edit.wakeAt = at;
        return edit.done();
    }

    /// At a step of another version, where it looks around at once.
    Run onVersion(int newVersion, String newStep, Instant since, Instant now) {
        var edit = new Edit(this);
        edit.version = newVersion;
        edit.step = newStep;
        edit.enteredStepAt = since;
        edit.wakeAt = now;
        edit.awaits = null;
        return edit.done();
    }

    /// Out of the way for now; `wakeAt` stays.
    Run aside(Status newStatus, @Nullable String why) {
        var edit = new Edit(this);
        edit.status = newStatus;
        edit.endedAt = null;
        edit.reason = why;
        edit.retryAt = null;
        return edit.done();
    }

    /// Out of the way, and to be tried again then; null: when somebody says so.
    Run parked(String why, @Nullable Instant retry) {
        var edit = new Edit(aside(Status.PARKED, why));
        edit.retryAt = retry;
        return edit.done();
    }

    Run over(Status newStatus, @Nullable String why, Instant now) {
        var edit = new Edit(this);
        edit.status = newStatus;
        edit.wakeAt = null;
        edit.endedAt = now;
        edit.reason = why;
        edit.awaits = null;
        edit.retryAt = null;
        return edit.done();
    }

    /// What may change of a run, before it is one again.
    private static final class Edit {
        private final Run of;
        private int version;
        private Status status;
        private String step;
        private Instant anchor;
        private Instant enteredStepAt;
        private @Nullable Instant wakeAt;
        private ObjectNode context;
        private @Nullable Instant endedAt;
        private @Nullable String reason;
        private @Nullable String awaits;
        private @Nullable Instant retryAt;

        Edit(Run run) {
            this.of = run;
            this.version = run.version;
            this.status = run.status;
            this.step = run.step;
            this.anchor = run.anchor;
            this.enteredStepAt = run.enteredStepAt;
            this.wakeAt = run.wakeAt;
            this.context = run.context;
            this.endedAt = run.endedAt;
            this.reason = run.reason;
            this.awaits = run.awaits;
            this.retryAt = run.retryAt;
        }

        Run done() {
            return new Run(
                    of.id,
                    of.shop,
                    of.flow,
                    version,
                    of.profile,
                    of.key,
                    of.cart,
                    status,
                    step,
                    of.enteredAt,
                    anchor,
                    enteredStepAt,
                    wakeAt,
                    context,
                    endedAt,
                    reason,
                    awaits,
                    retryAt);
        }
    }
}
