package io.ritorno.account;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a marketer can choose for her shop. Stored as JSON; what is missing there has the value of
/// [#DEFAULTS], what is no setting any more is passed over.
///
/// @param cartAbandonedAfterMinutes how long a cart must rest to count as abandoned
/// @param quietFrom marketing waits from this time of the person's day …
/// @param quietTo … to this one; both equal: never
/// @param capMessages marketing messages a person gets at most within `capDays`
/// @param origins addresses of the shop's pages from which a browser may send events; none: any
/// @param cookieConsent whether the snippet keeps nothing in the browser before it is told it may
/// @param clickWindowDays how long after a click an order is credited to the message
/// @param openWindowDays the same after an open
/// @param rates what one unit of another currency is worth in the shop's, such as `EUR` → 4.27; an
///   order in a currency without a rate waits among the failed events
/// @param holdoutPercent share of people who get no marketing at all, so that it can be seen what
///   marketing brings: 0 to 50, see [Holdout]
@JsonIgnoreProperties(ignoreUnknown = true)
public record ShopSettings(
        int cartAbandonedAfterMinutes,
        @JsonFormat(pattern = "HH:mm") LocalTime quietFrom,
        @JsonFormat(pattern = "HH:mm") LocalTime quietTo,
        int capMessages,
        int capDays,
        boolean consentRequired,
        String senderName,
        String senderEmail,
        String replyTo,
        String postalAddress,
        List<String> origins,
        boolean cookieConsent,
        int clickWindowDays,
        int openWindowDays,
        boolean utm,
        String logoUrl,
        String accentColor,
        @Nullable String dkimDomain,
        Map<String, BigDecimal> rates,
        int holdoutPercent) {

    public static final ShopSettings DEFAULTS =
            new ShopSettings(
                    60,
                    LocalTime.of(21, 0),
                    LocalTime.of(8, 0),
                    6,
                    7,
                    true,
                    "",
                    "",
                    "",
                    "",
                    List.of(),
                    false,
                    5,
                    1,
                    true,
                    "",
                    "#2f6fed",
                    null,
                    Map.of(),
                    0);

    public ShopSettings {
        origins = List.copyOf(origins);
        rates = Map.copyOf(rates);
        atLeast(1, cartAbandonedAfterMinutes, "cartAbandonedAfterMinutes");
        atLeast(0, capMessages, "capMessages");
        atLeast(1, capDays, "capDays");
        atLeast(0, clickWindowDays, "clickWindowDays");
        atLeast(0, openWindowDays, "openWindowDays");
        atLeast(0, holdoutPercent, "holdoutPercent");
    }

    public Duration cartAbandonedAfter() {
        return Duration.ofMinutes(cartAbandonedAfterMinutes);
    }

    private static void atLeast(int least, int value, String name) {
        if (value < least) throw new IllegalArgumentException(name + " must be at least " + least);
    }
}
