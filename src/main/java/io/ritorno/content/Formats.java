package io.ritorno.content;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.regex.Pattern;

/// How money, days and times look to one person.
///
/// @param language `en`, `it` or `pl`, or any other tag
public record Formats(String language, Currency currency, ZoneId zone) {
    /// Under this name a model holds its formats; templates cannot reach it.
    public static final String KEY = "@formats";

    static final Formats NEUTRAL = new Formats("en", Currency.getInstance("EUR"), ZoneOffset.UTC);

    /// The JDK leaves out what CLDR's currency spacing asks for: `PLN 529.00`, but `€529.00`.
    private static final Pattern LETTER_AND_DIGIT = Pattern.compile("(?<=\\p{L})(?=\\d)");

    private record Money(String language, Currency currency) {}

    /// Making one costs ten times as much as copying it, and a mail shows a dozen prices.
    private static final LoadingCache<Money, NumberFormat> MONEY =
            Caffeine.newBuilder().maximumSize(500).build(Formats::format);

    private Locale locale() {
        return locale(language);
    }

    private static Locale locale(String language) {
        return Locale.forLanguageTag(language.replace('_', '-'));
    }

    /// @param minor units of the shop's currency, `12990` for 129,90 zł
    public String money(long minor) {
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        // a format is of one thread at a time
        var format = (NumberFormat) MONEY.get(new Money(language, currency)).clone();
        var text = format.format(BigDecimal.valueOf(minor, digits));
        return LETTER_AND_DIGIT.matcher(text).replaceFirst("\u00a0");
    }

    private static NumberFormat format(Money of) {
        var digits = Math.max(0, of.currency().getDefaultFractionDigits());
        var format = NumberFormat.getCurrencyInstance(locale(of.language()));
        format.setCurrency(of.currency());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format;
    }

    String day(LocalDate day) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale()).format(day);
    }

    String time(ZonedDateTime moment) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(locale())
                .format(moment.withZoneSameInstant(zone));
    }
}
