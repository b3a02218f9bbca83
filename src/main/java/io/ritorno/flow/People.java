package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Component
class People {
    Set<UUID> matching(
            Shop shop, int part, ObjectNode condition, Collection<UUID> ids, Instant asOf) {
        if (condition.path("type").asString("").equals("boom"))
            throw new IllegalStateException("boom");
        return Set.of();
    }

    List<String> problems(Shop shop, JsonNode condition) {
        return List.of();
    }
}
