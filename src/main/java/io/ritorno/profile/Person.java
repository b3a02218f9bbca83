package io.ritorno.profile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What is known of a person. Null is unknown.
///
/// @param email in lower case
/// @param phone E.164
/// @param gender `f`, `m` or `x`
/// @param locale as she or her browser told: `pl`, `it-IT`
/// @param timezone a zone id that Java knows
/// @param country ISO 3166 code
/// @param spent after refunds, minor units of the shop's currency
/// @param openCart worth of her open and abandoned carts
public record Person(
        UUID id,
        boolean known,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String gender,
        @Nullable LocalDate birthday,
        @Nullable String locale,
        @Nullable String timezone,
        @Nullable String country,
        @Nullable String city,
        @Nullable String company,
        List<String> tags,
        ObjectNode attributes,
        int orders,
        int items,
        long spent,
        @Nullable Long openCart,
        @Nullable Instant firstOrderAt,
        @Nullable Instant lastOrderAt,
        Instant createdAt,
        Instant lastSeenAt,
        @Nullable UUID mergedInto) {
    /// The traits that a shop or its customers may change, as events call them. There are others,
    /// which tell who she is or are derived.
    public static final Set<String> TRAITS =
            Set.of(
                    "email",
                    "phone",
                    "firstName",
                    "lastName",
                    "gender",
                    "birthday",
                    "locale",
                    "timezone",
                    "country",
                    "city",
                    "company",
                    "tags");
}
