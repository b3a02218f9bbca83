package io.ritorno.account;

import io.ritorno.platform.Parts;
import io.ritorno.platform.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A shop as a screen or a script sends it.
record ShopForm(
        @Nullable String name,
        @Nullable String url,
        @Nullable String currency,
        @Nullable String timezone,
        @Nullable String locale,
        @Nullable String country,
        @Nullable Integer parts,
        @Nullable JsonNode settings) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /// A new shop. `country` may be missing where the locale says it.
    Shops.Draft draft(UUID account) {
        var parts = parts() == null ? 1 : parts();
        if (parts < 1 || parts > Parts.ALL)
            throw Problem.invalid("parts", "not-in-range", 1, Parts.ALL);
        var locale = UserController.locale(needed(locale(), "locale"));
        return new Shops.Draft(
                account,
                name(needed(name(), "name")),
                url(needed(url(), "url")),
                currency(needed(currency(), "currency")),
                zone(needed(timezone(), "timezone")),
                locale,
                country() == null ? countryOf(locale) : country(country()),
                parts);
    }

    /// The shop with what the form changes of it.
    Shop change(Shop shop) {
        if (currency() != null && !currency().equals(shop.currency().getCurrencyCode()))
            throw Problem.invalid("currency", "currency-fixed");
        if (parts() != null && parts() != shop.parts().count())
            throw Problem.invalid("parts", "parts-fixed");
        return new Shop(
                shop.id(),
                shop.account(),
                shop.parts(),
                name() == null ? shop.name() : name(name()),
                url() == null ? shop.url() : url(url()),
                shop.currency(),
                timezone() == null ? shop.zone() : zone(timezone()),
                locale() == null ? shop.locale() : UserController.locale(locale()),
                country() == null ? shop.country() : country(country()),
                shop.writeKey(),
                shop.settings(),
                shop.createdAt());
    }

    private static String needed(@Nullable String value, String field) {
        if (value == null || value.isBlank()) throw Problem.invalid(field, "missing");
        return value;
    }

    private static String name(String name) {
        var text = UserController.name(name);
        if (text.isEmpty()) throw Problem.invalid("name", "missing");
        return text;
    }

    private static String url(String url) {
        try {
            var uri = new URI(url.strip());
            var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && url.length() <= 1000) return url.strip();
        } catch (URISyntaxException e) {
            // said below
        }
        throw Problem.invalid("url", "not-an-address");
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("currency", "not-a-currency");
        }
    }

    private static ZoneId zone(String id) {
        try {
            // an offset would be a zone for Java but not for PostgreSQL
            if (ZoneId.getAvailableZoneIds().contains(id)) return ZoneId.of(id);
        } catch (DateTimeException e) {
            // said below
        }
        throw Problem.invalid("timezone", "not-a-zone");
    }

    private static String country(String code) {
        if (!COUNTRIES.contains(code)) throw Problem.invalid("country", "not-a-country");
        return code;
    }

    private static String countryOf(String locale) {
        return switch (locale) {
            case "it" -> "IT";
            case "pl" -> "PL";
            default -> "GB";
        };
    }
}
