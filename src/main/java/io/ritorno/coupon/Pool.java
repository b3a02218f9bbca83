package io.ritorno.coupon;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A stock of codes that are worth the same.
///
/// @param validDays how long a code holds from the day on which it is given; null: no limit
/// @param expiresOn the last day of all its codes; null: none
/// @param lowAt when so few are left, the shop is warned
/// @param archived whether nothing more is given from it
record Pool(
        UUID id,
        String name,
        @Nullable Integer validDays,
        @Nullable LocalDate expiresOn,
        int lowAt,
        Instant createdAt,
        boolean archived) {

    /// The last day of a code that is given now; null when it holds for ever.
    @Nullable LocalDate lastDay(Shop shop, Instant now) {
        if (validDays == null) return expiresOn;
        var own = shop.day(now).plusDays(validDays);
        return expiresOn != null && expiresOn.isBefore(own) ? expiresOn : own;
    }

    /// Whether it gives nothing any more.
    boolean over(Shop shop, Instant now) {
        return archived || expiresOn != null && shop.day(now).isAfter(expiresOn);
    }
}
