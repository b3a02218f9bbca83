package io.ritorno.imports;

import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Ends uploads whose server died while the file came in. A sender that goes away is seen by the
/// server itself, at once.
@Component
class StaleUploads implements LaneWork {
    /// How long the next piece of a file may take.
    static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Uploads uploads;

    StaleUploads(Uploads uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return "uploads";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return uploads.stale(now.minus(PATIENCE)).stream()
                .map(shop -> shop.home())
                .distinct()
                .toList();
    }

    @Override
    public int run(int part, Instant now) {
        var ended = 0;
        for (var shop : uploads.stale(now.minus(PATIENCE)))
            if (shop.home() == part) ended += uploads.giveUp(shop, now.minus(PATIENCE));
        return ended;
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return uploads.quietest(after.minus(PATIENCE)).map(at -> at.plus(PATIENCE));
    }
}
