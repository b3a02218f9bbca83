package io.ritorno.platform;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The only source of time. It runs with the machine, or, with `RITORNO_CLOCK=manual`, stands still
/// until it is set; [ClockMover] moves it.
public final class AppClock implements InstantSource {
    private final @Nullable AtomicReference<Instant> position;

    private AppClock(@Nullable AtomicReference<Instant> position) {
        this.position = position;
    }

    public static AppClock running() {
        return new AppClock(null);
    }

    public static AppClock manual(Instant start) {
        return new AppClock(new AtomicReference<>(start));
    }

    public boolean isManual() {
        return position != null;
    }

    @Override
    public Instant instant() {
        return position == null ? InstantSource.system().instant() : requireNonNull(position.get());
    }

    /// Moves a manual clock. It never goes back.
    public void set(Instant now) {
        if (position == null) throw new IllegalStateException("the clock runs by itself");
        position.updateAndGet(before -> now.isAfter(before) ? now : before);
    }
}
