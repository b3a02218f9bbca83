package io.ritorno.insight;

import io.ritorno.account.OwnerOnly;
import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/shops/{shop}/reports")
class ReportsController {
    /// Days a report may span: beyond it a typing error is likelier than a wish.
    private static final int MOST_DAYS = 36_600;

    private final Overview overview;
    private final Recount recount;
    private final InstantSource time;

    ReportsController(Overview overview, Recount recount, InstantSource time) {
        this.overview = overview;
        this.recount = recount;
        this.time = time;
    }

    @GetMapping("/overview")
    Overview.Report overview(
            Shop shop,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate to) {
        var last = to != null ? to : lastOf(shop, from);
        var first = from != null ? from : last.minusDays(29);
        if (first.isAfter(last)) throw Problem.invalid("from", "period-reversed");
        if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS)
            throw Problem.invalid("from", "period-too-long");
        return overview.of(shop, first, last);
    }

    /// Counts the shop anew in the background, for figures that somebody doubts.
    @PostMapping("/recount")
    @OwnerOnly
    @ResponseStatus(HttpStatus.ACCEPTED)
    void recount(Shop shop) {
        recount.ask(shop);
    }

    private LocalDate lastOf(Shop shop, @Nullable LocalDate from) {
        var today = shop.day(time.instant());
        return from != null && from.isAfter(today) ? from : today;
    }
}
