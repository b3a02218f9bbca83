package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Putting people into a flow over HTTP, see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}")
class EntryController {
    private final ManualEntries entries;

    EntryController(ManualEntries entries) {
        this.entries = entries;
    }

    @PostMapping("/flows/{id}/enter")
    ManualEntries.Answer enter(
            Shop shop, @PathVariable UUID id, @RequestBody ManualEntries.Request request) {
        return entries.enter(shop, id, request);
    }
}
