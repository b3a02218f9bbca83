package io.ritorno.flow;

import io.ritorno.account.ForViewers;
import io.ritorno.account.Shop;
import io.ritorno.delivery.Decisions;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Profiles;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Putting people into a flow, and one out of all, over HTTP; asking what would happen to them
/// there, and why it did. See `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}")
class EntryController {
    private final ManualEntries entries;
    private final WhatIf whatIf;
    private final RunStore runs;
    private final Decisions decisions;
    private final Exits exits;
    private final Profiles profiles;

    EntryController(
            ManualEntries entries,
            WhatIf whatIf,
            RunStore runs,
            Decisions decisions,
            Exits exits,
            Profiles profiles) {
        this.entries = entries;
        this.whatIf = whatIf;
        this.runs = runs;
        this.decisions = decisions;
        this.exits = exits;
        this.profiles = profiles;
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

    @GetMapping("/flows/{id}/runs/{run}/decisions")
    List<Decisions.Shown> why(Shop shop, @PathVariable UUID id, @PathVariable UUID run) {
        if (runs.find(shop, id, run).isEmpty()) throw Problem.notFound("run");
        return decisions.ofRun(shop, run);
    }

    @PostMapping("/profiles/{id}/stop")
    Exits.Taken stop(Shop shop, @PathVariable UUID id) {
        if (profiles.find(shop, id).isEmpty()) throw Problem.notFound("customer");
        return exits.takeOut(shop, id);
    }
}
