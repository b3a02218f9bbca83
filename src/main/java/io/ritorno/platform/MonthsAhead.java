package io.ritorno.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Makes the partitions of this and the next two months, so that the first event of a month need
/// not wait for its table.
@Component
class MonthsAhead implements Chore {
    private final Months months;

    MonthsAhead(Months months) {
        this.months = months;
    }

    @Override
    public String name() {
        return "months-ahead";
    }

    @Override
    public int run(Instant now) {
        var ahead = List.of(now, now.plus(Duration.ofDays(31)), now.plus(Duration.ofDays(62)));
        for (var table : Months.TABLES) months.ensure(table, ahead);
        return 0;
    }
}
