package io.ritorno.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Amounts are `long` minor units (grosz, cent) of a currency.
public final class Money {
    /// The largest amount believed, in minor units: ten million million.
    public static final long MOST = 1_000_000_000_000_000L;

    private Money() {}

    /// A decimal amount in minor units, rounded half up.
    ///
    /// @throws IllegalArgumentException beyond [#MOST]
    public static long minor(BigDecimal amount, Currency currency) {
        var scaled =
                amount.movePointRight(Math.max(0, currency.getDefaultFractionDigits()))
                        .setScale(0, RoundingMode.HALF_UP);
        if (scaled.abs().compareTo(BigDecimal.valueOf(MOST)) > 0)
            throw new Unfit("amount", "too-large");
        return scaled.longValueExact();
    }

    /// Minor units as a decimal amount.
    public static BigDecimal decimal(long minor, Currency currency) {
        return BigDecimal.valueOf(minor, Math.max(0, currency.getDefaultFractionDigits()));
    }

    /// A JSON number, or a text such as `"12.90"` or `"12,90"`; null when missing or empty.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static @Nullable BigDecimal amount(JsonNode object, String field) {
        var value = object.get(field);
        if (value == null || value.isNull()) return null;
        try {
            if (value.isNumber()) return believable(value.decimalValue(), field);
            if (value.isString()) {
                var text = value.asString().strip();
                if (text.isEmpty()) return null;
                if (text.length() <= 40) return believable(new BigDecimal(point(text)), field);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw new Unfit(field, "not-an-amount");
        }
        throw new Unfit(field, "not-an-amount");
    }

    private static BigDecimal believable(BigDecimal amount, String field) {
        if (amount.precision() - amount.scale() > 16) throw new Unfit(field, "too-large");
        return amount;
    }

    /// `1 234,50` and `1.234,50` and `1,234.50` as `1234.50`.
    static String point(String text) {
        var plain = text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "");
        var comma = plain.lastIndexOf(',');
        var dot = plain.lastIndexOf('.');
        if (comma > dot) return plain.replace(".", "").replace(',', '.');
        return plain.replace(",", "");
    }
}
