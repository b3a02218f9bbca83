package io.ritorno.profile;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses as they are compared and stored.
public final class Contact {
    // one @, no spaces, a dot in the domain: what mail servers accept is theirs to say
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>\",;]+@[^\\s@<>\",;]+\\.[^\\s@<>\",;.]{2,}");

    private Contact() {}

    /// An e-mail address without spaces around it and in lower case, or empty when it is none.
    public static Optional<String> email(String text) {
        var email = text.strip().toLowerCase(Locale.ROOT);
        return email.length() <= 254 && EMAIL.matcher(email).matches()
                ? Optional.of(email)
                : Optional.empty();
    }

    /// A phone number as E.164, or empty when it cannot be one.
    ///
    /// @param country ISO 3166 code for numbers without one
    public static Optional<String> phone(String text, String country) {
        var numbers = PhoneNumberUtil.getInstance();
        try {
            var number = numbers.parse(text, country);
            if (!numbers.isValidNumber(number)) return Optional.empty();
            return Optional.of(numbers.format(number, PhoneNumberFormat.E164));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
