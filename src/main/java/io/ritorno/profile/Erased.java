package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.Call;
import io.ritorno.event.Identifier;
import io.ritorno.platform.Ids;
import io.ritorno.profile.ErasedKeys.Gone;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of calls that name somebody who was erased:
///
/// 1. What happened, or came in, before she was erased is dropped, whatever browser, import or
///    retry brings it; so is what somebody says of her profile.
/// 2. What happens afterwards is somebody new's, with a new id and no history.
/// 3. Later news of an order that was kept for the books (a refund) changes the order, and nothing
///    else of it is kept.
@Component
class Erased {
    /// What a call may still say of an order.
    private static final Set<String> OF_ORDERS =
            Set.of(
                    "order_id",
                    "order_number",
                    "status",
                    "currency",
                    "total",
                    "value",
                    "revenue",
                    "subtotal",
                    "shipping",
                    "tax",
                    "discount",
                    "refund_amount",
                    "refund_id",
                    "placed_at",
                    "created_at");

    private static final Set<String> OF_LINES =
            Set.of("product_id", "id", "sku", "name", "price", "quantity", "total", "line_total");

    private final ErasedKeys keys;

    Erased(ErasedKeys keys) {
        this.keys = keys;
    }

    /// Who of those that calls name was erased. One cheap look in a shop where nobody was.
    Found among(
            Shop shop,
            Collection<IdentityKey> named,
            Collection<UUID> told,
            Collection<UUID> owners) {
        if (!keys.any(shop)) return new Found(Map.of());
        var all = new HashSet<>(named);
        for (var id : told) all.add(ErasedKeys.profile(id));
        for (var id : owners) all.add(ErasedKeys.profile(id));
        return new Found(keys.find(shop, all));
    }

    record Found(Map<IdentityKey, Gone> gone) {
        boolean was(UUID profile) {
            return gone.containsKey(ErasedKeys.profile(profile));
        }

        /// Whether the id stands for somebody erased.
        boolean isNobody(UUID id) {
            return gone.values().stream().anyMatch(each -> each.erasure().equals(id));
        }

        /// The id of somebody first known by this: by what an erased person was known, another.
        UUID newId(Shop shop, IdentityKey key) {
            var before = gone.get(key);
            return before == null
                    ? Ids.stable("" + shop.id(), key.kind(), key.value())
                    : Ids.stable(
                            "" + shop.id(), key.kind(), key.value(), before.erasure().toString());
        }

        /// Whose the call is instead of anybody's it names; null when it is just theirs.
        @Nullable UUID instead(Identifier.Resolved resolved, List<IdentityKey> named) {
            if (gone.isEmpty()) return null;
            var call = resolved.call();
            var happened = earlier(call.at(), call.receivedAt());
            @Nullable Gone order = null;
            for (var key : named) {
                var before = gone.get(key);
                if (before == null) continue;
                if (!happened.isAfter(before.at())) return Identifier.ERASED;
                if (key.kind().equals(IdentityKey.ORDER)) order = before;
            }
            if (order != null) return order.erasure();
            var told = resolved.profile();
            return told != null && was(told) ? Identifier.ERASED : null;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }

    /// What is left of a call about a kept order. It starts nothing, as the past does.
    static Call orderOnly(Call call) {
        var properties = only(call.properties(), OF_ORDERS);
        if (call.properties().path("products").isArray()) {
            var products = properties.putArray("products");
            for (var product : call.properties().path("products"))
                if (product instanceof ObjectNode object) products.add(only(object, OF_LINES));
        }
        var node = JsonNodeFactory.instance.objectNode();
        node.set("properties", properties);
        return new Call(
                call.messageId(),
                call.kind(),
                call.name(),
                call.at(),
                call.receivedAt(),
                null,
                null,
                true,
                node);
    }

    private static ObjectNode only(ObjectNode object, Set<String> fields) {
        var left = JsonNodeFactory.instance.objectNode();
        for (var field : object.properties())
            if (fields.contains(field.getKey()) && field.getValue().isValueNode())
                left.set(field.getKey(), field.getValue());
        return left;
    }
}
