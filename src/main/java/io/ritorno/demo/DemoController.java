package io.ritorno.demo;

import io.ritorno.account.Handled;
import io.ritorno.account.OwnerOnly;
import io.ritorno.platform.ClockMover;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Lets time pass in the demo.
@RestController
@ConditionalOnBooleanProperty("ritorno.demo")
class DemoController {
    private static final Duration MOST = Duration.ofDays(31);

    record Move(@Nullable String advance) {}

    record Answer(Instant now, Handled handled, Shoppers.Did did) {}

    /// @param from where the time that is passing began, null while time stands
    /// @param to where it will end
    record Progress(Instant now, @Nullable Instant from, @Nullable Instant to) {}

    private final Shoppers shoppers;
    private final ClockMover mover;
    private final ObjectProvider<LaneWork> works;

    DemoController(Shoppers shoppers, ClockMover mover, ObjectProvider<LaneWork> works) {
        this.shoppers = shoppers;
        this.mover = mover;
        this.works = works;
    }

    /// How far the move is that somebody has asked for.
    @GetMapping("/api/dev/demo")
    Progress show() {
        var passing = shoppers.passing();
        return passing == null
                ? new Progress(mover.now(), null, null)
                : new Progress(mover.now(), passing.from(), passing.to());
    }

    @PostMapping("/api/dev/demo")
    @OwnerOnly
    Answer live(@RequestBody Move move) {
        var passed = shoppers.live(time(move.advance()));
        var handled = Handled.of(passed.handled(), works.stream().toList());
        return new Answer(mover.now(), handled, passed.did());
    }

    private static Duration time(@Nullable String text) {
        try {
            var time = Duration.parse(text == null ? "" : text);
            if (!time.isNegative() && time.compareTo(MOST) <= 0) return time;
        } catch (DateTimeException e) {
            // said below
        }
        throw Problem.invalid("advance", "not-a-short-duration");
    }
}
