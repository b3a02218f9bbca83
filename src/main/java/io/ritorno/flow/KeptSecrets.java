package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.webhook.WebhookSecrets;
import java.time.Instant;
import java.util.HashSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Keeps the secrets of webhook steps out of definitions: what is saved, shown and exported names a
/// secret by `secret:` and an id, and the secret itself is where only signing reads it.
@Component
class KeptSecrets {
    private static final String PREFIX = "secret:";

    private final WebhookSecrets secrets;

    KeptSecrets(WebhookSecrets secrets) {
        this.secrets = secrets;
    }

    /// The id that a text names; null when it names none.
    static @Nullable UUID id(String text) {
        if (!text.startsWith(PREFIX)) return null;
        try {
            return UUID.fromString(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The definition with a name for each new secret. A step that had one keeps its name, and its
    /// secret is another from now on: for everyone who is in the flow, on whichever version. Each
    /// step has a secret of its own, so one that is another step's or flow's is copied. What is
    /// faulty is left as it is.
    ///
    /// @param before the flow's definition until now
    ObjectNode keep(
            Shop shop, UUID flow, ObjectNode given, @Nullable ObjectNode before, Instant now) {
        var definition = given.deepCopy();
        var taken = new HashSet<UUID>();
        for (var entry : definition.path("steps").properties()) {
            if (!(entry.getValue() instanceof ObjectNode step)) continue;
            if (!step.path("type").asString("").equals("webhook")) continue;
            var secret = step.path("secret");
            if (!secret.isString()) continue;
            var had = before == null ? null : had(before, entry.getKey());
            var kept = kept(shop, flow, secret.asString(), had, now);
            if (kept == null) continue;
            if (!taken.add(kept)) {
                kept = secrets.copy(shop, kept, flow, now);
                taken.add(kept);
            }
            step.put("secret", PREFIX + kept);
        }
        return definition;
    }

    private static @Nullable UUID had(JsonNode before, String step) {
        return id(before.path("steps").path(step).path("secret").asString(""));
    }

    private @Nullable UUID kept(
            Shop shop, UUID flow, String text, @Nullable UUID had, Instant now) {
        var named = id(text);
        if (named != null) {
            var owner = secrets.flow(shop, named).orElse(null);
            if (owner == null) return null;
            return owner.equals(flow) ? named : secrets.copy(shop, named, flow, now);
        }
        if (WebhookSecrets.problem(text) != null) return null;
        if (had == null || secrets.flow(shop, had).isEmpty())
            return secrets.keep(shop, flow, text, now);
        secrets.rotate(shop, had, text, now);
        return had;
    }

    boolean exists(Shop shop, UUID id) {
        return secrets.flow(shop, id).isPresent();
    }

    void delete(Shop shop, UUID flow) {
        secrets.delete(shop, flow);
    }

    /// The definition as a file has it, without secrets and without names for them.
    static ObjectNode without(ObjectNode definition) {
        for (var step : definition.path("steps"))
            if (step instanceof ObjectNode fields
                    && fields.path("type").asString("").equals("webhook")) fields.remove("secret");
        return definition;
    }
}
