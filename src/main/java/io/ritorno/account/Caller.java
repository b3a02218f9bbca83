package io.ritorno.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who makes a request. A controller method gets it by declaring a parameter of this type.
///
/// @param userId null for an API key
/// @param locale `en`, `it` or `pl`
/// @param shopId the only shop of a key that is bound to one
public record Caller(
        @Nullable UUID userId, UUID accountId, Role role, String locale, @Nullable Integer shopId) {

    boolean sees(Shop shop) {
        return shop.account().equals(accountId) && (shopId == null || shopId == shop.id());
    }
}
