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
            throw Problem.invalid("settings", "must be an object");
        for (var field : fields.properties()) check(field.getKey(), field.getValue());
        return fields;
    }

    private static void check(String name, JsonNode value) {
        switch (name) {
            case "cartAbandonedAfterMinutes" -> number(name, value, 1, 60 * 24 * 30);
            case "capMessages" -> number(name, value, 0, 1000);
            case "capDays" -> number(name, value, 1, 365);
            case "clickWindowDays", "openWindowDays" -> number(name, value, 0, 90);
            case "quietFrom", "quietTo" -> time(name, value);
            case "consentRequired", "cookieConsent", "utm" -> {
                if (!value.isBoolean()) throw wrong(name, "must be true or false");
            }
            case "senderName" -> text(name, value, 200);
            case "postalAddress" -> text(name, value, 1000);
            case "senderEmail", "replyTo" ->
                    matching(name, value, EMAIL, "must be an e-mail address");
            case "logoUrl" -> matching(name, value, URL, "must start with https://");
            case "accentColor" -> matching(name, value, COLOUR, "must be a colour such as #2f6fed");
            case "dkimDomain" -> {
                if (!value.isNull())
                    matching(name, value, DOMAIN, "must be a domain such as shop.example");
            }
            case "origins" -> {
                if (!value.isArray() || value.size() > 100)
                    throw wrong(name, "must be a list of at most 100 addresses");
                for (var origin : value)
                    if (!origin.isString() || !ORIGIN.matcher(origin.asString()).matches())
                        throw wrong(name, "must hold addresses such as https://shop.example");
            }
            case "rates" -> {
                if (!value.isObject() || value.size() > 200)
                    throw wrong(name, "must be an object such as {\"EUR\": 4.27}");
                for (var rate : value.properties())
                    if (!rate.getKey().matches("[A-Z]{3}")
                            || !rate.getValue().isNumber()
                            || rate.getValue().decimalValue().signum() <= 0)
                        throw wrong(name, "must name currencies and what one unit is worth");
            }
            default -> throw wrong(name, "is not a setting");
        }
    }

    private static void number(String name, JsonNode value, int least, int most) {
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.asInt() < least
                || value.asInt() > most)
            throw wrong(name, "must be a whole number from " + least + " to " + most);
    }

    private static void time(String name, JsonNode value) {
        if (!value.isString() || !TIME.matcher(value.asString()).matches())
            throw wrong(name, "must be a time such as 21:00");
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
                || value.asString().indexOf('\0') >= 0)
            throw wrong(name, "must be text of at most " + most + " characters");
    }

    private static Problem wrong(String name, String detail) {
        return Problem.invalid("settings." + name, detail);
    }
}
