package io.ritorno.event;

import static java.util.Objects.requireNonNull;

import io.ritorno.event.Request.Item;
import io.ritorno.event.Request.Rejection;
import io.ritorno.event.Request.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Looks through a body in one pass over its bytes, without building a tree: at tens of thousands
/// of events a second the garbage would cost more than the work. Of one request and one thread.
final class RequestReader {
    /// Bytes one call may have.
    static final int LARGEST_CALL = 32 << 10;

    /// Nothing that a shop would tell us happened before this.
    static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    static final Duration MOST_AHEAD = Duration.ofHours(24);
    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NUMBER = 300;
    private static final int DEEPEST_BODY = 1000;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST_BODY)
                                    .maxNumberLength(1 << 20)
                                    .maxNameLength(1 << 20)
                                    .build())
                    .build();

    /// The body is not what the spec says it is; nothing of it was taken.
    static final class Malformed extends Exception {
        final int line;
        final int column;

        private Malformed(String message, int line, int column) {
            super(message, null, false, false);
            this.line = line;
            this.column = column;
        }
    }

    private final byte[] body;
    private final Instant now;
    private final JsonParser parser;
    private final List<Found> found = new ArrayList<>();
    private @Nullable String writeKey;
    private @Nullable Instant sentAt;
    private @Nullable Slice context;

    /// A call on its way to being judged: its time can only be when `sentAt` is known, which may
    /// stand after it.
    private static final class Found {
        int from;
        int to;
        @Nullable String problem;
        @Nullable String type;
        @Nullable String event;
        @Nullable String userId;
        @Nullable String anonymousId;
        @Nullable String previousId;
        @Nullable String groupId;
        @Nullable String messageId;
        @Nullable String timestamp;
        @Nullable Instant time;
        @Nullable Instant sentAt;
        @Nullable String email;
        @Nullable String order;

        void wrong(String problem) {
            if (this.problem == null) this.problem = problem;
        }
    }

    private RequestReader(byte[] body, Instant now) {
        this.body = body;
        this.now = now;
        this.parser = JSON.createParser(ObjectReadContext.empty(), body, 0, body.length);
    }

    /// A body of `/v1/batch`.
    static Request batch(byte[] body, Instant now) throws Malformed {
        return read(body, now, null);
    }

    /// A body of `/v1/track` and the like: one call.
    ///
    /// @param type what the address says that it is
    static Request single(byte[] body, String type, Instant now) throws Malformed {
        return read(body, now, type);
    }

    private static Request read(byte[] body, Instant now, @Nullable String type) throws Malformed {
        var reader = new RequestReader(body, now);
        try (var parser = reader.parser) {
            if (parser.nextToken() != JsonToken.START_OBJECT)
                throw reader.malformed("the body must be a JSON object");
            if (reader.offset(false) < 0) throw reader.malformed("the body must be UTF-8");
            if (type == null) reader.envelope();
            else reader.only(type);
            if (parser.nextToken() != null)
                throw reader.malformed("something follows the end of the body");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Malformed(
                    e.getOriginalMessage(),
                    at == null ? 1 : at.getLineNr(),
                    at == null ? 1 : at.getColumnNr());
        }
        return reader.judge(type);
    }

    private void only(String type) throws Malformed {
        var call = new Found();
        found.add(call);
        call(call);
        call.type = type;
        sentAt = call.sentAt;
    }

    private void envelope() throws Malformed {
        var batch = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "batch" -> {
                    if (token != JsonToken.START_ARRAY) throw malformed("batch must be a list");
                    batch = true;
                    items();
                }
                case "writeKey" -> writeKey = scalar(new Found(), token, 0);
                case "sentAt" -> sentAt = time(new Found(), token);
                case "context" -> {
                    var from = offset(true);
                    var judged = new Found();
                    skip(judged, token, 1);
                    if (judged.problem != null) throw malformed("context " + judged.problem);
                    if (token == JsonToken.START_OBJECT) context = new Slice(from, offset(false));
                }
                default -> parser.skipChildren();
            }
        }
        if (!batch) throw malformed("batch is missing");
    }

    private void items() throws Malformed {
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            var call = new Found();
            found.add(call);
            if (token == JsonToken.START_OBJECT) call(call);
            else {
                parser.skipChildren();
                call.wrong("is not an object");
            }
        }
    }

    /// Reads a call from its `{` to its `}`.
    private void call(Found call) throws Malformed {
        call.from = offset(true);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            var token = parser.nextToken();
            switch (name) {
                case "type" -> call.type = scalar(call, token, 1);
                case "event" -> call.event = scalar(call, token, 1);
                case "userId" -> call.userId = id(call, "userId", token);
                case "anonymousId" -> call.anonymousId = id(call, "anonymousId", token);
                case "previousId" -> call.previousId = id(call, "previousId", token);
                case "groupId" -> call.groupId = id(call, "groupId", token);
                case "messageId" -> call.messageId = id(call, "messageId", token);
                case "writeKey" -> writeKey = scalar(call, token, 1);
                case "timestamp" -> {
                    call.time = time(call, token);
                    call.timestamp = token == JsonToken.VALUE_NULL ? null : parser.getString();
                }
                case "sentAt" -> call.sentAt = time(call, token);
                case "traits", "properties" -> facts(call, token, 2);
                case "context" -> {
                    if (token != JsonToken.START_OBJECT) skip(call, token, 1);
                    else
                        while (parser.nextToken() != JsonToken.END_OBJECT) {
                            var inner = parser.currentName();
                            token = parser.nextToken();
                            if (inner.equals("traits")) facts(call, token, 3);
                            else skip(call, token, 2);
                        }
                }
                default -> skip(call, token, 1);
            }
        }
        call.to = offset(false);
        if (call.to - call.from > LARGEST_CALL) call.wrong("is larger than 32 KB");
    }

    /// Traits or properties: only what names a person or an order is of interest.
    private void facts(Found call, JsonToken token, int depth) {
        if (token != JsonToken.START_OBJECT) {
            if (token != JsonToken.VALUE_NULL) call.wrong("properties and traits must be objects");
            skip(call, token, depth - 1);
            return;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            token = parser.nextToken();
            switch (name) {
                case "email" -> {
                    var email = scalar(call, token, depth);
                    if (call.email == null) call.email = email;
                }
                case "order_id", "transaction_id" -> {
                    var order = scalar(call, token, depth);
                    if (call.order == null) call.order = order;
                }
                default -> skip(call, token, depth);
            }
        }
    }

    /// Passes over a value, with an eye on how deep it goes and on numbers that no column holds.
    ///
    /// @param depth of the object in which it stands
    private void skip(Found call, JsonToken token, int depth) {
        var open = 0;
        while (true) {
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    open++;
                    if (depth + open > Calls.DEPTH)
                        call.wrong("is nested more than " + Calls.DEPTH + " levels deep");
                }
                case END_OBJECT, END_ARRAY -> open--;
                case VALUE_NUMBER_FLOAT, VALUE_NUMBER_INT -> number(call);
                default -> {}
            }
            if (open == 0) return;
            token = parser.nextToken();
        }
    }

    private void number(Found call) {
        if (parser.getStringLength() > LONGEST_NUMBER)
            call.wrong("has a number of too many digits");
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) return;
        var text = parser.getString();
        var e = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (e < 0) return;
        var digits = 0;
        for (var i = e + 1; i < text.length(); i++) if (Character.isDigit(text.charAt(i))) digits++;
        if (digits > 3 || Double.isInfinite(Double.parseDouble(text)))
            call.wrong("has a number that is too large or too small");
    }

    private @Nullable String id(Found call, String field, JsonToken token) {
        var id = scalar(call, token, 1);
        if (id != null && id.length() > LONGEST_ID)
            call.wrong(field + " is longer than " + LONGEST_ID + " characters");
        return id;
    }

    /// A text or number as text, stripped; null for anything else, which is passed over, and for an
    /// empty text.
    private @Nullable String scalar(Found call, JsonToken token, int depth) {
        skip(call, token, depth);
        return switch (token) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                var text = parser.getString().strip();
                yield text.isEmpty() ? null : text;
            }
            default -> null;
        };
    }

    private @Nullable Instant time(Found call, JsonToken token) {
        skip(call, token, 1);
        return switch (token) {
            case VALUE_STRING -> Calls.time(parser.getString());
            case VALUE_NUMBER_INT ->
                    parser.getStringLength() <= 15
                            ? Instant.ofEpochMilli(parser.getLongValue())
                            : null;
            default -> null;
        };
    }

    private Request judge(@Nullable String type) {
        var items = new ArrayList<Item>(found.size());
        var rejected = new ArrayList<Rejection>(0);
        for (var i = 0; i < found.size(); i++) {
            var call = found.get(i);
            var problem = problem(call);
            if (problem != null) rejected.add(new Rejection(i, problem));
            else
                items.add(
                        new Item(
                                new Slice(call.from, call.to),
                                call.messageId != null || call.timestamp != null,
                                call.userId,
                                call.email,
                                call.anonymousId,
                                call.order));
        }
        return new Request(body, writeKey, type == null ? sentAt : null, context, items, rejected);
    }

    private @Nullable String problem(Found call) {
        if (call.problem != null) return call.problem;
        if (call.type == null) return "type is missing";
        var missing =
                switch (call.type) {
                    case "track" -> call.event == null ? "event is missing" : null;
                    case "identify", "page", "screen" -> null;
                    case "alias" -> call.previousId == null ? "previousId is missing" : null;
                    case "group" -> call.groupId == null ? "groupId is missing" : null;
                    default ->
                            "type must be track, identify, page, screen, alias or group, not "
                                    + Calls.cut(requireNonNull(call.type), 40);
                };
        if (missing != null) return missing;
        if (call.userId == null
                && call.anonymousId == null
                && call.email == null
                && !Names.PRODUCT_UPDATED.equals(call.event))
            if (call.order == null || !call.type.equals("track"))
                return "userId or anonymousId is missing";
        if (call.timestamp == null) return null;
        if (call.time == null) return "timestamp is not an ISO 8601 time";
        var at = Calls.corrected(call.time, call.sentAt == null ? sentAt : call.sentAt, now);
        if (at.isBefore(EARLIEST)) return "timestamp is before 2000";
        if (at.isAfter(now.plus(MOST_AHEAD)))
            return "timestamp is more than 24 hours in the future";
        return null;
    }

    /// Where in the body the current token starts, or where the parser now stands.
    private int offset(boolean tokenStart) {
        var at = tokenStart ? parser.currentTokenLocation() : parser.currentLocation();
        return (int) at.getByteOffset();
    }

    private Malformed malformed(String message) {
        var at = parser.currentTokenLocation();
        return new Malformed(message, at.getLineNr(), at.getColumnNr());
    }
}
