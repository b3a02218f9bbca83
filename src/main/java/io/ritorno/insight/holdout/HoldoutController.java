package io.ritorno.insight.holdout;

import io.ritorno.account.Shop;
import io.ritorno.flow.Flows;
import io.ritorno.platform.Problem;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/shops/{shop}")
class HoldoutController {
    private static final int MOST_DAYS = 365;

    private final Holdouts holdouts;
    private final ShopComparison comparison;
    private final Flows flows;

    HoldoutController(Holdouts holdouts, ShopComparison comparison, Flows flows) {
        this.holdouts = holdouts;
        this.comparison = comparison;
        this.flows = flows;
    }

    @GetMapping("/reports/holdout")
    ShopComparison.Answer shop(
            Shop shop,
            @RequestParam(required = false) @Nullable UUID holdout,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE)
                    @Nullable LocalDate to) {
        return comparison.of(shop, holdout, from, to);
    }

    @GetMapping("/flows/{id}/holdouts")
    List<Holdouts.Report> holdouts(
            Shop shop, @PathVariable UUID id, @RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > MOST_DAYS)
            throw Problem.invalid("days", "not-in-range", 1, MOST_DAYS);
        if (flows.find(shop, id).isEmpty()) throw Problem.notFound("flow");
        return holdouts.of(shop, id, days);
    }
}
