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
///   `coupon`: the last one given; `tries`: how often it was parked in a row
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
        return new Run(
                id, shop, flow, version, profile, key, cart, status, newStep, enteredAt, anchor,
                now, wakeAt, context, endedAt, reason, null, retryAt);
    }

    Run with(ObjectNode newContext) {
        return new Run(
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
                newContext,
                endedAt,
                reason,
                awaits,
                retryAt);
    }

    Run anchored(Instant newAnchor) {
        return new Run(
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
                newAnchor,
                enteredStepAt,
                wakeAt,
                context,
                endedAt,
                reason,
                awaits,
                retryAt);
    }

    /// Until that time, or until what it awaits happens.
    Run asleep(@Nullable Instant until, @Nullable String newAwaits) {
        return new Run(
                id,
                shop,
                flow,
                version,
                profile,
                key,
                cart,
                Status.RUNNING,
                step,
                enteredAt,
                anchor,
                enteredStepAt,
                until,
                context,
                endedAt,
                reason,
                newAwaits,
                null);
    }

    /// Due then, wherever it stands and whether it is paused.
    Run woken(Instant at) {
        return new Run(
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
                at,
                context,
                endedAt,
                reason,
                awaits,
                retryAt);
    }

    /// Out of the way for now; `wakeAt` stays.
    Run aside(Status newStatus, @Nullable String why) {
        return new Run(
                id,
                shop,
                flow,
                version,
                profile,
                key,
                cart,
                newStatus,
                step,
                enteredAt,
                anchor,
                enteredStepAt,
                wakeAt,
                context,
                null,
                why,
                awaits,
                null);
    }

    /// Out of the way, and to be tried again then; null: when somebody says so.
    Run parked(String why, @Nullable Instant retry) {
        return new Run(
                id,
                shop,
                flow,
                version,
                profile,
                key,
                cart,
                Status.PARKED,
                step,
                enteredAt,
                anchor,
                enteredStepAt,
                wakeAt,
                context,
                null,
                why,
                awaits,
                retry);
    }

    Run over(Status newStatus, @Nullable String why, Instant now) {
        return new Run(
                id,
                shop,
                flow,
                version,
                profile,
                key,
                cart,
                newStatus,
                step,
                enteredAt,
                anchor,
                enteredStepAt,
                null,
                context,
                now,
                why,
                null,
                null);
    }
}
