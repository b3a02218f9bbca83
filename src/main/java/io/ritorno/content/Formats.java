package io.ritorno.content;

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

    private Locale locale() {
        return Locale.forLanguageTag(language.replace('_', '-'));
    }

    /// @param minor units of the shop's currency, `12990` for 129,90 zł
    public String money(long minor) {
        var digits = Math.max(0, currency.getDefaultFractionDigits());
        var format = NumberFormat.getCurrencyInstance(locale());
        format.setCurrency(currency);
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        var text = format.format(BigDecimal.valueOf(minor, digits));
        return LETTER_AND_DIGIT.matcher(text).replaceFirst("\u00a0");
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
