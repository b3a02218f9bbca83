package io.ritorno.platform;

/// What a worker holds while it works on a part. Events and timers of a part share a lane, so an
/// order and the moment its cart would have been abandoned can never be decided at once.
public enum Lane {
    EVENT,
    SEND,
    JOB;

    /// As stored in `lane.kind`.
    public String kind() {
        return switch (this) {
            case EVENT -> "event";
            case SEND -> "send";
            case JOB -> "job";
        };
    }
}
