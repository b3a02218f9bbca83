package io.ritorno.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of calls by [Retries] alone, for who says beforehand what will.
public final class Fates {
    private Fates() {}

    /// A call after one more try.
    ///
    /// @param again when it is made again; null when it is over
    public record Tried(Call call, @Nullable Instant again) {}

    /// @param status that the other program answers with
    public static Tried tried(Call call, int status, Instant now) {
        var tries = call.tries() + 1;
        return switch (Retries.fate(new Answer(status, "", "", null), tries, now)) {
            case Retries.Delivered(var by) ->
                    new Tried(new Call(call.id(), Call.State.DELIVERED, tries, by, null), null);
            case Retries.Again(var at) ->
                    new Tried(new Call(call.id(), Call.State.OPEN, tries, status, null), at);
            case Retries.Failed(var by, var why) ->
                    new Tried(new Call(call.id(), Call.State.FAILED, tries, by, why), null);
        };
    }
}
