package io.ritorno.order;

import io.ritorno.account.Shop;
import io.ritorno.platform.Money;
import io.ritorno.platform.Unfit;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Amounts of one event in the shop's money, whatever currency it came in.
///
/// @param rate what one unit is worth in the shop's currency; 1 for its own
record Amounts(Shop shop, Currency currency, BigDecimal rate) {

    /// @throws IllegalArgumentException when the currency is none, or has no rate
    static Amounts of(Shop shop, @Nullable String code) {
        if (code == null || code.equalsIgnoreCase(shop.currency().getCurrencyCode()))
            return new Amounts(shop, shop.currency(), BigDecimal.ONE);
        var upper = code.toUpperCase(java.util.Locale.ROOT);
        Currency currency;
        try {
            currency = Currency.getInstance(upper);
        } catch (IllegalArgumentException e) {
            throw new Unfit("currency", "not-a-currency");
        }
        var rate = shop.settings().rates().get(upper);
        if (rate == null) throw new Unfit("currency", "no-rate", upper);
        return new Amounts(shop, currency, rate);
    }

    /// Minor units of the shop's currency; null when the field is missing.
    @Nullable Long get(JsonNode object, String... fields) {
        var amount = amount(object, fields);
        return amount == null
                ? null
                : Long.valueOf(Money.minor(amount.multiply(rate), shop.currency()));
    }

    /// Minor units of the event's own currency.
    @Nullable Long original(JsonNode object, String... fields) {
        var amount = amount(object, fields);
        return amount == null ? null : Long.valueOf(Money.minor(amount, currency));
    }

    private static @Nullable BigDecimal amount(JsonNode object, String... fields) {
        for (var field : fields) {
            var amount = Money.amount(object, field);
            if (amount != null) return amount;
        }
        return null;
    }
}
