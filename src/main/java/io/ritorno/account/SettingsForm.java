package io.ritorno.account;

import io.ritorno.platform.Problem;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings as a screen or a script sends them: any of the fields of [ShopSettings], each checked
/// by itself so that the answer names the wrong one.
final class SettingsForm {
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern ORIGIN = Pattern.compile("https?://[a-zA-Z0-9.*-]+(:[0-9]{1,5})?");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\\p{Cntrl}<>\"]+");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-zA-Z0-9-]{1,63}\\.)+[a-zA-Z0-9-]{2,63}");

    private SettingsForm() {}

    /// @throws Problem 400 naming the field that is wrong or unknown
    static ObjectNode check(JsonNode settings) {
        if (!(settings instanceof ObjectNode fields))
            throw Problem.invalid("settings", "not-an-object");
        for (var field : fields.properties()) check(field.getKey(), field.getValue());
        return fields;
    }

    private static void check(String name, JsonNode value) {
        switch (name) {
            case "cartAbandonedAfterMinutes" -> number(name, value, 1, 60 * 24 * 30);
            case "holdoutPercent" -> number(name, value, 0, 50);
            case "capMessages" -> number(name, value, 0, 1000);
            case "capDays" -> number(name, value, 1, 365);
            case "clickWindowDays", "openWindowDays" -> number(name, value, 0, 90);
            case "quietFrom", "quietTo" -> time(name, value);
            case "consentRequired", "cookieConsent", "utm" -> {
                if (!value.isBoolean()) throw wrong(name, "not-a-flag");
            }
            case "senderName" -> text(name, value, 200);
            case "postalAddress" -> text(name, value, 1000);
            case "senderEmail", "replyTo" -> matching(name, value, EMAIL, "not-an-email");
            case "logoUrl" -> matching(name, value, URL, "not-an-address");
            case "accentColor" -> matching(name, value, COLOUR, "not-a-colour");
            case "dkimDomain" -> {
                if (!value.isNull()) matching(name, value, DOMAIN, "not-a-domain");
            }
            case "origins" -> {
                if (!value.isArray() || value.size() > 100) throw wrong(name, "not-origins");
                for (var origin : value)
                    if (!origin.isString() || !ORIGIN.matcher(origin.asString()).matches())
                        throw wrong(name, "not-origins");
            }
            case "rates" -> {
                if (!value.isObject() || value.size() > 200) throw wrong(name, "not-rates");
                for (var rate : value.properties())
                    if (!rate.getKey().matches("[A-Z]{3}")
                            || !rate.getValue().isNumber()
                            || rate.getValue().decimalValue().signum() <= 0)
                        throw wrong(name, "not-rates");
            }
            default -> throw wrong(name, "unknown-setting");
        }
    }

    private static void number(String name, JsonNode value, int least, int most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < least
                || value.asInt() > most) throw wrong(name, "not-in-range", least, most);
    }

    private static void time(String name, JsonNode value) {
        if (!value.isString() || !TIME.matcher(value.asString()).matches())
            throw wrong(name, "not-a-day-time");
    }

    /// An empty text takes the setting away.
    private static void matching(String name, JsonNode value, Pattern pattern, String otherwise) {
        text(name, value, 1000);
        var text = value.asString();
        if (!text.isEmpty() && !pattern.matcher(text).matches()) throw wrong(name, otherwise);
    }

    private static void text(String name, JsonNode value, int most) {
        if (!value.isString()
                || value.asString().length() > most
                || value.asString().indexOf('\0') >= 0) throw wrong(name, "too-long", most);
    }

    private static Problem wrong(String name, String code, Object... args) {
        return Problem.invalid("settings." + name, code, args);
    }
}
