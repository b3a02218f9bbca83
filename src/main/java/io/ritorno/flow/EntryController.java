package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Profiles;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Putting people into a flow, and one out of all, over HTTP; see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}")
class EntryController {
    private final ManualEntries entries;
    private final Exits exits;
    private final Profiles profiles;

    EntryController(ManualEntries entries, Exits exits, Profiles profiles) {
        this.entries = entries;
        this.exits = exits;
        this.profiles = profiles;
    }

    @PostMapping("/flows/{id}/enter")
    ManualEntries.Answer enter(
            Shop shop, @PathVariable UUID id, @RequestBody ManualEntries.Request request) {
        return entries.enter(shop, id, request);
    }

    @PostMapping("/profiles/{id}/stop")
    Exits.Taken stop(Shop shop, @PathVariable UUID id) {
        if (profiles.find(shop, id).isEmpty()) throw Problem.notFound("customer");
        return exits.takeOut(shop, id);
    }
}
