package io.ritorno.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.JsonNodeFactory;

/// `/v1`: Segment's HTTP tracking API, so that its SDKs work unchanged. Answers once what was
/// accepted is committed.
///
/// A filter that ends the chain rather than a controller: it needs nothing of what stands behind it
/// (sessions, security, argument binding), and it is the busiest door of the house. What is sent by
/// whom is decided by the write key alone, and a write key can only write.
final class Intake extends HttpFilter {
    static final int LARGEST_BATCH = 500 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final byte[] SUCCESS = "{\"success\":true}".getBytes(UTF_8);

    /// What follows `/v1/`: Segment's names and the short forms of its browser SDK. An empty type
    /// is a batch.
    private static final Map<String, String> TYPES =
            Map.ofEntries(
                    Map.entry("batch", ""),
                    Map.entry("b", ""),
                    Map.entry("import", ""),
                    Map.entry("track", "track"),
                    Map.entry("t", "track"),
                    Map.entry("identify", "identify"),
                    Map.entry("i", "identify"),
                    Map.entry("page", "page"),
                    Map.entry("p", "page"),
                    Map.entry("screen", "screen"),
                    Map.entry("s", "screen"),
                    Map.entry("alias", "alias"),
                    Map.entry("a", "alias"),
                    Map.entry("group", "group"),
                    Map.entry("g", "group"));

    private final transient Shops shops;
    private final transient Inbox inbox;
    private final transient InstantSource time;
    private final transient Counter accepted;
    private final transient Counter rejected;

    Intake(Shops shops, Inbox inbox, InstantSource time, MeterRegistry metrics) {
        this.shops = shops;
        this.inbox = inbox;
        this.time = time;
        this.accepted = metrics.counter("ritorno.intake.accepted");
        this.rejected = metrics.counter("ritorno.intake.rejected");
    }

    @Override
    protected void doFilter(HttpServletRequest in, HttpServletResponse out, FilterChain chain)
            throws IOException {
        var path = in.getRequestURI();
        var name = path.substring(path.indexOf("/v1/") + 4);
        // Segment's Java SDK ends its address with a slash
        var type = TYPES.get(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        if (type == null) {
            problem(out, 404, "Not Found", "there is no " + Calls.cut(path, 100));
            return;
        }
        var origin = in.getHeader("Origin");
        if (origin != null) out.setHeader("Vary", "Origin");
        if (in.getMethod().equals("OPTIONS")) {
            preflight(origin, out);
        } else if (in.getMethod().equals("POST")) {
            if (origin != null) out.setHeader("Access-Control-Allow-Origin", origin);
            post(in, out, type, origin);
        } else {
            out.setHeader("Allow", "POST, OPTIONS");
            problem(out, 405, "Method Not Allowed", "send it with POST");
        }
    }

    /// A browser asks before it sends a key, so whose pages these are is only known when it does.
    private static void preflight(@Nullable String origin, HttpServletResponse out) {
        if (origin != null) {
            out.setHeader("Access-Control-Allow-Origin", origin);
            out.setHeader("Access-Control-Allow-Methods", "POST");
            out.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
            out.setHeader("Access-Control-Max-Age", "86400");
        }
        out.setStatus(204);
    }

    private void post(
            HttpServletRequest in, HttpServletResponse out, String type, @Nullable String origin)
            throws IOException {
        var largest = type.isEmpty() ? LARGEST_BATCH : RequestReader.LARGEST_CALL;
        byte[] body;
        try {
            body = body(in, largest);
        } catch (ZipException e) {
            problem(out, 400, "Bad Request", "the body is not gzip, as its header says");
            return;
        }
        if (body.length > largest) {
            var what = type.isEmpty() ? "a batch may have 500 KB" : "a call may have 32 KB";
            problem(out, 413, "Content Too Large", what);
            return;
        }
        var now = time.instant();
        Request request;
        try {
            request =
                    type.isEmpty()
                            ? RequestReader.batch(body, now)
                            : RequestReader.single(body, type, now);
        } catch (RequestReader.Malformed e) {
            malformed(out, e);
            return;
        }
        var key = key(in.getHeader("Authorization"));
        if (key == null) key = request.writeKey();
        var shop = key == null ? null : shops.findByWriteKey(key).orElse(null);
        if (shop == null) {
            out.setHeader("WWW-Authenticate", "Bearer");
            problem(out, 401, "Unauthorized", "the write key is missing or wrong");
            return;
        }
        if (origin != null && !welcome(shop, origin)) {
            out.setHeader("Access-Control-Allow-Origin", null);
            problem(
                    out,
                    403,
                    "Forbidden",
                    "this shop takes no events from " + Calls.cut(origin, 100));
            return;
        }
        store(out, shop, request, type, origin != null || in.getHeader("Sec-Fetch-Mode") != null);
    }

    private void store(
            HttpServletResponse out, Shop shop, Request request, String type, boolean web)
            throws IOException {
        var source = web ? "web" : "server";
        try {
            inbox.accept(request.rows(shop, source, type.isEmpty() ? null : type, time.instant()));
        } catch (Inbox.Overloaded e) {
            out.setHeader("Retry-After", "1");
            problem(out, 429, "Too Many Requests", "too much waits to be stored; send it again");
            return;
        } catch (IllegalStateException e) {
            LOG.error("events of shop {} could not be stored", shop.id(), e);
            out.setHeader("Retry-After", "5");
            problem(out, 503, "Service Unavailable", "nothing was stored; send it again");
            return;
        }
        accepted.increment(request.items().size());
        if (request.rejected().isEmpty()) {
            send(out, 200, "application/json", SUCCESS);
            return;
        }
        rejected.increment(request.rejected().size());
        var answer = JsonNodeFactory.instance.objectNode().put("success", true);
        var list = answer.putArray("rejected");
        for (var rejection : request.rejected())
            list.addObject().put("index", rejection.index()).put("reason", rejection.reason());
        send(out, 200, "application/json", Calls.JSON.writeValueAsBytes(answer));
    }

    /// The body, unpacked; one byte more than allowed when it is too large.
    private static byte[] body(HttpServletRequest in, int largest) throws IOException {
        if ("gzip".equalsIgnoreCase(in.getHeader("Content-Encoding"))) {
            try (var unpacked = new GZIPInputStream(in.getInputStream(), 8192)) {
                return unpacked.readNBytes(largest + 1);
            } catch (java.io.EOFException e) {
                throw new ZipException("cut off");
            }
        }
        var length = in.getContentLengthLong();
        if (length > largest) return new byte[largest + 1];
        var stream = in.getInputStream();
        return length < 0 ? stream.readNBytes(largest + 1) : exactly(stream, (int) length);
    }

    private static byte[] exactly(InputStream stream, int length) throws IOException {
        var body = new byte[length];
        if (stream.readNBytes(body, 0, length) < length) throw new IOException("cut off");
        return body;
    }

    /// The user name of Basic, or a Bearer token.
    private static @Nullable String key(@Nullable String header) {
        if (header == null) return null;
        var space = header.indexOf(' ');
        if (space < 0) return null;
        var value = header.substring(space + 1).strip();
        return switch (header.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" -> value;
            case "basic" -> {
                try {
                    var pair = new String(Base64.getDecoder().decode(value), UTF_8);
                    var colon = pair.indexOf(':');
                    yield colon < 0 ? pair : pair.substring(0, colon);
                } catch (IllegalArgumentException e) {
                    yield null;
                }
            }
            default -> null;
        };
    }

    private static boolean welcome(Shop shop, String origin) {
        var origins = shop.settings().origins();
        if (origins.isEmpty()) return true;
        for (var one : origins) {
            var plain = one.endsWith("/") ? one.substring(0, one.length() - 1) : one;
            if (plain.equalsIgnoreCase(origin)) return true;
        }
        return false;
    }

    private static void malformed(HttpServletResponse out, RequestReader.Malformed e)
            throws IOException {
        var detail = e.getMessage() + " (line " + e.line + ", column " + e.column + ")";
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("success", false)
                        .put("title", "Bad Request")
                        .put("status", 400)
                        .put("detail", detail)
                        .put("code", "malformed")
                        .put("line", e.line)
                        .put("column", e.column);
        send(out, 400, "application/problem+json", Calls.JSON.writeValueAsBytes(body));
    }

    private static void problem(HttpServletResponse out, int status, String title, String detail)
            throws IOException {
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("success", false)
                        .put("title", title)
                        .put("status", status)
                        .put("detail", detail)
                        .put("code", "http-" + status);
        send(out, status, "application/problem+json", Calls.JSON.writeValueAsBytes(body));
    }

    private static void send(HttpServletResponse out, int status, String type, byte[] body)
            throws IOException {
        out.setStatus(status);
        out.setContentType(type);
        out.setContentLength(body.length);
        out.getOutputStream().write(body);
    }
}
