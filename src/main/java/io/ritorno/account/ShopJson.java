package io.ritorno.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// As the API shows a shop.
///
/// @param writeKey only where the shop itself is asked for, as are `settings`
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShopJson(
        int id,
        String name,
        String url,
        String currency,
        String timezone,
        String locale,
        String country,
        int parts,
        Instant createdAt,
        @Nullable String writeKey,
        @Nullable ShopSettings settings) {

    static ShopJson of(Shop shop) {
        return of(shop, null, null);
    }

    static ShopJson whole(Shop shop) {
        return of(shop, shop.writeKey(), shop.settings());
    }

    private static ShopJson of(
            Shop shop, @Nullable String writeKey, @Nullable ShopSettings settings) {
        return new ShopJson(
                shop.id(),
                shop.name(),
                shop.url(),
                shop.currency().getCurrencyCode(),
                shop.zone().getId(),
                shop.locale(),
                shop.country(),
                shop.parts().count(),
                shop.createdAt(),
                writeKey,
                settings);
    }
}
