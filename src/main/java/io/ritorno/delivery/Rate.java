package io.ritorno.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// How fast mails may go to one recipient domain from this node: evenly, and what comes too early
/// waits in the queue and not in a worker.
@Component
class Rate {
    private final double perSecond;
    private final Cache<String, Instant> free = Caffeine.newBuilder().maximumSize(100_000).build();

    Rate(DeliverySettings settings) {
        this.perSecond = settings.smtpRate();
    }

    /// Null when the mail may go now, and then it counts; else when to ask again.
    @Nullable Instant later(String address, Instant now) {
        if (perSecond == 0) return null;
        var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        var gap = Duration.ofNanos((long) (1e9 / perSecond));
        // up to a second's worth may go at once
        var least = now.minus(Duration.ofSeconds(1));
        var next = free.asMap().getOrDefault(domain, least);
        if (next.isBefore(least)) next = least;
        if (next.isAfter(now)) return next;
        free.put(domain, next.plus(gap));
        return null;
    }
}
