package io.ritorno.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ritorno.platform.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import org.springframework.http.HttpStatus;

/// Slows down whoever guesses passwords. After ten failures in ten minutes for one e-mail from one
/// address, or fifty for the e-mail or from the address alone, further tries are refused unseen
/// until the oldest of those failures is ten minutes old. Counted per node.
class LoginLimit {
    static final int FAILURES = 10;
    static final int FAILURES_SPREAD = 50;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private final InstantSource time;
    private final Cache<String, ArrayDeque<Instant>> failures =
            Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(WINDOW).build();

    LoginLimit(InstantSource time) {
        this.time = time;
    }

    /// @throws Problem 429
    void check(String email, String address) {
        limits(email, address)
                .forEach(
                        (who, limit) -> {
                            if (recent(who) >= limit)
                                throw Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-logins");
                        });
    }

    void failed(String email, String address) {
        limits(email, address).forEach(this::add);
    }

    void succeeded(String email, String address) {
        failures.invalidate(pair(email, address));
    }

    private static Map<String, Integer> limits(String email, String address) {
        return Map.of(
                pair(email, address),
                FAILURES,
                "e " + email,
                FAILURES_SPREAD,
                "a " + address,
                FAILURES_SPREAD);
    }

    private static String pair(String email, String address) {
        return "b " + address + " " + email;
    }

    private void add(String who, int limit) {
        var times = failures.get(who, _ -> new ArrayDeque<>());
        synchronized (times) {
            times.add(time.instant());
            if (times.size() > limit) times.removeFirst();
        }
        failures.put(who, times);
    }

    private int recent(String who) {
        var times = failures.getIfPresent(who);
        if (times == null) return 0;
        var since = time.instant().minus(WINDOW);
        synchronized (times) {
            times.removeIf(at -> at.isBefore(since));
            return times.size();
        }
    }
}
