package io.ritorno.platform;

import org.jspecify.annotations.Nullable;

/// What a sender or a file told cannot be taken as it is, and why.
public final class Unfit extends IllegalArgumentException {
    private final Reason reason;

    public Unfit(@Nullable String field, String code, Object... args) {
        this(Reason.about(field, code, args));
    }

    private Unfit(Reason reason) {
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// In English.
    @Override
    public String getMessage() {
        return reason.toString();
    }

    /// The same about a field, found by what knew none.
    public Unfit in(String name) {
        return new Unfit(reason.at(name));
    }

    /// See [Reason#kept].
    public String kept() {
        return reason.kept();
    }
}
