package io.ritorno.event;

import static io.ritorno.event.Event.text;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads what [Inbox] keeps. Does what can be done to a call without looking at anything else:
/// corrects its time for the sender's clock, takes out what PostgreSQL cannot hold, speaks
/// Segment's e-commerce words for GA4's, and finds or makes the message id.
public final class Calls {
    /// Levels of lists and objects within one another that a call may have.
    static final int DEPTH = 64;

    static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    // what was accepted must be readable
                                                    .maxNestingDepth(1100)
                                                    .maxNumberLength(1000)
                                                    .maxNameLength(1 << 20)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ID = 200;

    private Calls() {}

    /// The calls of a row of the inbox, in the order in which they were sent.
    ///
    /// @param payload `{"sentAt", "type", "context", "batch": […]}`, once or several times, or a
    ///   plain list
    public static List<Call> read(byte[] payload, Instant receivedAt) {
        var calls = new ArrayList<Call>();
        var clean = !Texts.suspicious(payload);
        try (var parser = JSON.createParser(payload)) {
            while (parser.nextToken() != null) {
                JsonNode root = parser.readValueAsTree();
                if (!clean) root = Texts.clean(root);
                var sentAt = time(root.get("sentAt"));
                var type = text(root, "type");
                var batch = root.isArray() ? root : root.path("batch");
                var context = root.get("context");
                for (var item : batch) {
                    if (!(item instanceof ObjectNode node)) continue;
                    if (context instanceof ObjectNode shared) surround(node, shared);
                    calls.add(call(node, type, sentAt, receivedAt));
                }
            }
        }
        return calls;
    }

    private static Call call(
            ObjectNode node,
            @Nullable String defaultType,
            @Nullable Instant batchSentAt,
            Instant receivedAt) {
        node.remove("writeKey");
        var type = text(node, "type");
        if (type == null) {
            type = defaultType == null ? "track" : defaultType;
            node.put("type", type);
        }
        var own = time(node.get("sentAt"));
        var at =
                corrected(time(node.get("timestamp")), own == null ? batchSentAt : own, receivedAt);
        var userId = id(text(node, "userId"));
        var anonymousId = id(text(node, "anonymousId"));
        String name;
        Event.Call kind;
        switch (type) {
            case "identify" -> {
                kind = Event.Call.IDENTIFY;
                name = Names.IDENTIFIED;
            }
            case "alias" -> {
                kind = Event.Call.IDENTIFY;
                name = Names.IDENTIFIED;
                var previous = id(text(node, "previousId"));
                if (previous != null && !previous.equals(userId)) anonymousId = previous;
            }
            case "group" -> {
                kind = Event.Call.IDENTIFY;
                name = Names.IDENTIFIED;
                group(node);
            }
            case "page", "screen" -> {
                kind = Event.Call.PAGE;
                name = Names.PAGE_VIEWED;
                page(node);
            }
            default -> {
                kind = Event.Call.TRACK;
                var event = text(node, "event");
                name = Ga4.translate(cut(event == null ? "" : event, LONGEST_NAME), node);
            }
        }
        var history = node.path("history").asBoolean(false);
        var messageId = text(node, "messageId");
        if (messageId == null) messageId = made(node, receivedAt);
        return new Call(
                cut(messageId, LONGEST_ID),
                kind,
                name,
                at,
                receivedAt,
                userId,
                anonymousId,
                history,
                node);
    }

    /// What stands round the whole batch holds for each call that does not say otherwise.
    private static void surround(ObjectNode call, ObjectNode shared) {
        var own =
                call.get("context") instanceof ObjectNode object
                        ? object
                        : call.putObject("context");
        for (var field : shared.properties())
            if (!own.has(field.getKey())) own.set(field.getKey(), field.getValue().deepCopy());
    }

    /// Segment's rule: the sender's clock is as wrong when the event happens as when it is sent.
    static Instant corrected(
            @Nullable Instant timestamp, @Nullable Instant sentAt, Instant receivedAt) {
        if (timestamp == null) return receivedAt;
        if (sentAt == null) return timestamp;
        return receivedAt.minus(Duration.between(timestamp, sentAt));
    }

    /// A call with a time but no id is known again by what it says. (One without either is given an
    /// id when it is accepted.)
    private static String made(ObjectNode node, Instant receivedAt) {
        var time = node.has("timestamp") ? "" : receivedAt.toString();
        var copy = node.deepCopy();
        copy.remove("sentAt");
        return Ids.stable("call", time, copy.toString()).toString();
    }

    /// A company's traits are not the person's: only its id and name are kept, as traits of hers.
    private static void group(ObjectNode node) {
        var traits = JsonNodeFactory.instance.objectNode();
        var id = text(node, "groupId");
        if (id != null) traits.put("groupId", id);
        var name = text(node.path("traits"), "name");
        if (name != null) traits.put("company", name);
        node.set("traits", traits);
    }

    /// Name and category of a page may stand beside its properties; they belong into them.
    private static void page(ObjectNode node) {
        var properties =
                node.get("properties") instanceof ObjectNode object
                        ? object
                        : node.putObject("properties");
        for (var field : List.of("name", "category")) {
            var value = text(node, field);
            if (value != null && text(properties, field) == null) properties.put(field, value);
        }
        for (var field : List.of("url", "path", "title", "referrer", "search")) {
            var value = text(node.path("context").path("page"), field);
            if (value != null && text(properties, field) == null) properties.put(field, value);
        }
    }

    /// The part of the shop's inbox into which a call goes, so that calls of one browser stay in
    /// order, also when the person on it changes; without a browser those of one person.
    static int part(Shop shop, ObjectNode call) {
        return part(
                shop,
                text(call, "userId"),
                email(call),
                text(call, "anonymousId"),
                text(call.path("properties"), "order_id"));
    }

    static int part(
            Shop shop,
            @Nullable String userId,
            @Nullable String email,
            @Nullable String anonymousId,
            @Nullable String order) {
        if (shop.parts().count() == 1) return shop.home();
        if (anonymousId != null) return shop.parts().of("anonymous", anonymousId);
        if (userId != null) return shop.parts().of("user", userId);
        if (email != null) return shop.parts().of("email", email.strip().toLowerCase(Locale.ROOT));
        if (order != null) return shop.parts().of("order", order);
        return shop.home();
    }

    static @Nullable String email(ObjectNode call) {
        for (var holder :
                new JsonNode[] {
                    call.path("traits"),
                    call.path("properties"),
                    call.path("context").path("traits")
                }) {
            var email = text(holder, "email");
            if (email != null) return email;
        }
        return null;
    }

    /// A time as senders write it: ISO 8601, without a zone meaning UTC, or milliseconds since
    /// 1970. Null when it is missing or unreadable.
    static @Nullable Instant time(@Nullable JsonNode value) {
        if (value == null) return null;
        if (value.isIntegralNumber() && value.canConvertToLong() && Math.abs(value.asLong()) < 1e15)
            return Instant.ofEpochMilli(value.asLong());
        return value.isString() ? time(value.asString()) : null;
    }

    static @Nullable Instant time(String text) {
        var iso = text.strip();
        try {
            if (iso.endsWith("Z")) {
                var usual = usual(iso);
                return usual == null ? Instant.parse(iso) : usual;
            }
            if (iso.length() == 10)
                return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (iso.indexOf('+') > 0 || iso.lastIndexOf('-') > 10)
                return OffsetDateTime.parse(iso).toInstant();
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// `2026-11-21T12:00:00Z`, with or without a fraction, as nearly every sender writes it.
    /// Reading it digit by digit costs a tenth of the general way, which would be a third of what a
    /// call costs. Null when it is written otherwise.
    private static @Nullable Instant usual(String iso) {
        var length = iso.length();
        if (length < 20 || length > 30 || length == 21 || iso.charAt(10) != 'T') return null;
        if (iso.charAt(4) != '-' || iso.charAt(7) != '-') return null;
        if (iso.charAt(13) != ':' || iso.charAt(16) != ':') return null;
        if (length > 20 && iso.charAt(19) != '.') return null;
        var year = digits(iso, 0, 4);
        var month = digits(iso, 5, 7);
        var day = digits(iso, 8, 10);
        var hour = digits(iso, 11, 13);
        var minute = digits(iso, 14, 16);
        var second = digits(iso, 17, 19);
        var fraction = length == 20 ? 0 : digits(iso, 20, length - 1);
        if ((year | month | day | hour | minute | second | fraction) < 0) return null;
        if (hour > 23 || minute > 59 || second > 59) return null;
        for (var i = length == 20 ? 9 : length - 21; i < 9; i++) fraction *= 10;
        var seconds = LocalDate.of(year, month, day).toEpochDay() * 86_400;
        return Instant.ofEpochSecond(seconds + hour * 3600 + minute * 60 + second, fraction);
    }

    /// The number that these characters are, or -1.
    private static int digits(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return -1;
            number = number * 10 + digit;
        }
        return number;
    }

    private static @Nullable String id(@Nullable String id) {
        return id == null ? null : cut(id, LONGEST_ID);
    }

    /// At most so many characters, none of them half.
    static String cut(String text, int longest) {
        if (text.length() <= longest) return text;
        var end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
