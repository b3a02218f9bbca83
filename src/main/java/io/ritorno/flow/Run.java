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
///   passed a message, by step
/// @param reason why it was stopped or parked
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
        @Nullable String reason) {

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

    Run at(String newStep, Instant now) {
        return new Run(
                id, shop, flow, version, profile, key, cart, status, newStep, enteredAt, anchor,
                now, wakeAt, context, endedAt, reason);
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
                reason);
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
                reason);
    }

    Run asleep(Instant until) {
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
                until,
                context,
                endedAt,
                reason);
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
                why);
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
                why);
    }
}
