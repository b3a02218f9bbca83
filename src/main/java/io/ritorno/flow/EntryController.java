package io.ritorno.flow;

import io.ritorno.account.ForViewers;
import io.ritorno.account.Shop;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Putting people into a flow over HTTP, and asking what would happen to them there, see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}")
class EntryController {
    private final ManualEntries entries;
    private final WhatIf whatIf;

    EntryController(ManualEntries entries, WhatIf whatIf) {
        this.entries = entries;
        this.whatIf = whatIf;
    }

    @PostMapping("/flows/{id}/enter")
    ManualEntries.Answer enter(
            Shop shop, @PathVariable UUID id, @RequestBody ManualEntries.Request request) {
        return entries.enter(shop, id, request);
    }

    @PostMapping("/flows/{id}/what-if")
    @ForViewers
    WhatIf.Answer whatIf(Shop shop, @PathVariable UUID id, @RequestBody WhatIf.Request request) {
        return whatIf.ask(shop, id, request);
    }
}
