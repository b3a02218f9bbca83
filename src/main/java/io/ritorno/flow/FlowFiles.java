package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/// Flows as files: taken out of a shop, put into another, copied. See `docs/flows.md`.
@RestController
@RequestMapping("/api/shops/{shop}/flows")
class FlowFiles {
    /// What this program writes; it reads no other.
    private static final String FORMAT = "ritorno-flow/1";

    private final Flows flows;

    FlowFiles(Flows flows) {
        this.flows = flows;
    }

    /// A flow without anything of its shop's: no people, no numbers, no secrets.
    record File(String format, String name, @Nullable String recipe, ObjectNode definition) {}

    /// A flow's name, for those who made one and want to see it.
    record Made(UUID id, String name, String status) {
        static Made of(Flow flow) {
            return new Made(flow.id(), flow.name(), flow.status().text());
        }
    }

    @GetMapping("/{id}/export")
    File export(Shop shop, @PathVariable UUID id) {
        var flow = flows.get(shop, id);
        return new File(
                FORMAT,
                flow.name(),
                flow.recipe(),
                KeptSecrets.without(flows.definition(shop, flow)));
    }

    record Import(
            @Nullable String format, @Nullable String name, @Nullable ObjectNode definition) {}

    /// Always a draft, whatever it was where it comes from.
    @PostMapping("/import")
    @ResponseStatus(HttpStatus.CREATED)
    Made read(Shop shop, @RequestBody Import file) {
        if (!FORMAT.equals(file.format())) throw Problem.invalid("format", "not-one-of", FORMAT);
        if (file.definition() == null) throw Problem.invalid("definition", "missing");
        if (file.name() == null) throw Problem.invalid("name", "missing");
        return Made.of(flows.create(shop, file.name(), file.definition(), false));
    }

    record Copy(@Nullable String name) {}

    @PostMapping("/{id}/duplicate")
    @ResponseStatus(HttpStatus.CREATED)
    Made duplicate(
            Shop shop, @PathVariable UUID id, @RequestBody(required = false) @Nullable Copy copy) {
        return Made.of(flows.duplicate(shop, id, copy == null ? null : copy.name()));
    }
}
