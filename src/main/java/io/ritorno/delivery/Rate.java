package io.ritorno.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How fast mails may go to one recipient domain from this node: evenly, and what comes too early
/// waits in the queue and not in a worker. Each that has to wait is given a moment of its own, so
/// that of a hundred thousand none is looked at again before it may go.
@Component
class Rate {
    /// Nobody took a turn for so long: those who were given one are gone, and the line is empty.
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final double perSecond;
    private final Duration gap;
    private final Cache<String, Line> lines = Caffeine.newBuilder().maximumSize(100_000).build();

    /// @param free when the next mail may go
    /// @param last the moment that was given away last
    private record Line(Instant free, Instant last) {}

    Rate(DeliverySettings settings) {
        this.perSecond = settings.smtpRate();
        this.gap = perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (1e9 / perSecond));
    }

    /// Null when the mail may go now, and then it counts; else when it may.
    ///
    /// @param first whether it goes before those who stand in line, because it has stood there or
    ///   is no marketing
    @Nullable Instant later(String address, boolean first, Instant now) {
        if (perSecond == 0) return null;
        var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        // up to a second's worth may go at once
        var least = now.minus(Duration.ofSeconds(1));
        var wait = new AtomicReference<@Nullable Instant>();
        lines.asMap()
                .compute(
                        domain,
                        (_, known) -> {
                            var idle = known == null || known.free().isBefore(now.minus(IDLE));
                            var line = idle ? new Line(least, Instant.EPOCH) : known;
                            var free = latest(line.free(), least);
                            var at = first ? free : latest(free, line.last().plus(gap));
                            if (!at.isAfter(now)) return new Line(at.plus(gap), line.last());
                            wait.set(at);
                            return first ? line : new Line(line.free(), at);
                        });
        return wait.get();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
