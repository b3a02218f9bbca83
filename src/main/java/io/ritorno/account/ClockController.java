package io.ritorno.account;

import io.ritorno.platform.ClockMover;
import io.ritorno.platform.Inhabitants;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Reads and moves the manual clock. Does not exist when the clock runs by itself.
@RestController
@RequestMapping("/api/dev/clock")
class ClockController {
    record Move(@Nullable String advance, @Nullable String now) {}

    record Answer(Instant now, Handled handled) {}

    private final ClockMover mover;
    private final ObjectProvider<LaneWork> works;
    private final ObjectProvider<Inhabitants> inhabitants;

    ClockController(
            ClockMover mover,
            ObjectProvider<LaneWork> works,
            ObjectProvider<Inhabitants> inhabitants) {
        this.mover = mover;
        this.works = works;
        this.inhabitants = inhabitants;
    }

    @GetMapping
    Answer show() {
        exists();
        return new Answer(mover.now(), handled(Map.of()));
    }

    @PostMapping
    @OwnerOnly
    Answer move(@RequestBody Move move) {
        exists();
        var target = target(move);
        var people = inhabitants.getIfAvailable();
        var done = people == null ? mover.moveTo(target) : people.liveUntil(target);
        return new Answer(mover.now(), handled(done));
    }

    private void exists() {
        if (!mover.isManual()) throw Problem.notFound("clock");
    }

    private Instant target(Move move) {
        if (move.advance() != null) {
            var by = duration(move.advance());
            if (by.isNegative() || by.compareTo(Duration.ofDays(3660)) > 0)
                throw Problem.invalid("advance", "duration-too-long");
            return mover.now().plus(by);
        }
        if (move.now() == null) throw Problem.invalid("advance", "missing");
        var target = instant(move.now());
        if (target.isBefore(mover.now()))
            throw Problem.invalid("now", "clock-goes-forward", mover.now());
        return target;
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid("advance", "not-a-duration");
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid("now", "not-a-time");
        }
    }

    private Handled handled(Map<String, Integer> done) {
        return Handled.of(done, works.stream().toList());
    }
}
