package io.ritorno.account;

import io.ritorno.platform.Parts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;

/// A shop: whose it is, how its rows are spread, what it counts in.
///
/// @param id a small integer, because it stands in every row and index
/// @param country ISO 3166 code, for phone numbers written without one
/// @param locale language of people who told us none: `en`, `it` or `pl`
public record Shop(
        int id,
        UUID account,
        Parts parts,
        String name,
        String url,
        Currency currency,
        ZoneId zone,
        String locale,
        String country,
        String writeKey,
        ShopSettings settings,
        Instant createdAt) {

    /// The part of what belongs to the shop as a whole, such as its catalog.
    public int home() {
        return parts.first();
    }

    /// The day on which this happened, for the shop.
    public LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }
}
