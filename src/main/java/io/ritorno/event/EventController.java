package io.ritorno.event;

import io.ritorno.account.Shop;
import io.ritorno.event.FailedEvents.FailedEvent;
import io.ritorno.platform.Page;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What has come in, and what could not be applied.
@RestController
@RequestMapping("/api/shops/{shop}")
class EventController {
    private final EventLog log;
    private final FailedEvents failed;

    EventController(EventLog log, FailedEvents failed) {
        this.log = log;
        this.failed = failed;
    }

    @GetMapping("/events")
    Page<EventLog.Entry> newest(
            Shop shop,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return log.newest(shop, name, cursor, Page.limit(limit));
    }

    @GetMapping("/failed-events")
    Page<FailedEvent> failures(
            Shop shop,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            Locale locale) {
        return failed.list(shop, Page.limit(limit), cursor).map(one -> one.in(locale));
    }

    @PostMapping("/failed-events/retry")
    Map<String, Integer> retryAll(Shop shop) {
        return Map.of("retried", failed.retryAll(shop));
    }

    @PostMapping("/failed-events/{id}/retry")
    Map<String, Integer> retry(Shop shop, @PathVariable UUID id) {
        failed.retry(shop, id);
        return Map.of("retried", 1);
    }

    @DeleteMapping("/failed-events/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Shop shop, @PathVariable UUID id) {
        failed.delete(shop, id);
    }
}
