package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Event;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Where the links and the picture of a mail lead. A click goes on to an address that stands in the
/// mail that was sent, never to one in the request. Nothing is changed here: that it happened is
/// told to the intake, and whatever goes wrong with that, the person gets where she wants.
@RestController
class LinkController {
    private static final Logger LOG = LoggerFactory.getLogger(LinkController.class);

    /// The smallest GIF: one transparent point.
    private static final byte[] PIXEL =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Links links;
    private final Shops shops;
    private final MessageLog log;
    private final Inbox inbox;
    private final InstantSource time;
    private final JsonMapper json;

    LinkController(
            Links links,
            Shops shops,
            MessageLog log,
            Inbox inbox,
            InstantSource time,
            JsonMapper json) {
        this.links = links;
        this.shops = shops;
        this.log = log;
        this.inbox = inbox;
        this.time = time;
        this.json = json;
    }

    @GetMapping("/c/{token}")
    ResponseEntity<?> click(@PathVariable String token, HttpServletRequest request) {
        var read = links.read(token).orElse(null);
        var shop = read == null ? null : shops.find(read.shop()).orElse(null);
        if (read == null || shop == null) return gone(request.getLocale());
        return switch (read.kind()) {
            case CLICK -> click(shop, read, request);
            case VIEW -> view(shop, read, request);
            case OPEN, UNSUBSCRIBE, PREFERENCES -> gone(request.getLocale());
        };
    }

    private ResponseEntity<?> click(Shop shop, LinkToken token, HttpServletRequest request) {
        var message = log.find(shop, token.message()).orElse(null);
        var body = log.body(shop, token.message()).orElse(null);
        var targets =
                body == null ? List.<String>of() : Tracking.targets(body.html(), links.base());
        // the mail is gone after the months that a shop keeps: its links lead to the shop then
        var known = token.link() < targets.size();
        var target = known ? targets.get(token.link()) : shop.url();
        if (message != null) {
            var about =
                    json.createObjectNode()
                            .put("link", token.link())
                            .put("links", targets.size())
                            .put("url", target);
            tell(shop, token, message, Names.MESSAGE_CLICKED, about, request);
        }
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(ascii(Tracking.with(target, campaign(shop, message)))))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .build();
    }

    /// The parameters by which the shop's own statistics know the visit. Ours needs none: the link
    /// itself says which message it is of, and to whom.
    private static Map<String, String> campaign(Shop shop, MessageLog.@Nullable Shown message) {
        var parameters = new LinkedHashMap<String, String>();
        if (shop.settings().utm() && message != null) {
            parameters.put("utm_source", "ritorno");
            parameters.put("utm_medium", "email");
            var flow = message.flow();
            if (flow != null) parameters.put("utm_campaign", slug(flow.name()));
            var step = message.step();
            if (step != null) parameters.put("utm_content", step);
        }
        return parameters;
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
    }

    /// An address as a header may hold it: what a shop wrote with spaces or letters beyond ASCII is
    /// percent-encoded.
    static String ascii(String address) {
        var result = new StringBuilder(address.length());
        for (var b : address.getBytes(StandardCharsets.UTF_8)) {
            var c = (char) (b & 0xff);
            if (c <= ' ' || c >= 127 || "\"<>\\^`{|}".indexOf(c) >= 0)
                result.append('%').append(String.format("%02X", (int) c));
            else result.append(c);
        }
        return result.toString();
    }

    private ResponseEntity<?> view(Shop shop, LinkToken token, HttpServletRequest request) {
        var body = log.body(shop, token.message()).orElse(null);
        if (body == null) return gone(request.getLocale());
        return MessageController.page(body.html());
    }

    @GetMapping("/o/{token}")
    ResponseEntity<byte[]> open(@PathVariable String token, HttpServletRequest request) {
        // endings that some clients want to see
        var read = links.read(token.replaceFirst("\\.gif$", "")).orElse(null);
        if (read != null && read.kind() == LinkToken.Kind.OPEN)
            shops.find(read.shop())
                    .ifPresent(
                            shop ->
                                    log.find(shop, read.message())
                                            .ifPresent(
                                                    message ->
                                                            tell(
                                                                    shop,
                                                                    read,
                                                                    message,
                                                                    Names.MESSAGE_OPENED,
                                                                    json.createObjectNode(),
                                                                    request)));
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_GIF)
                .cacheControl(CacheControl.noStore())
                .header("X-Robots-Tag", "noindex")
                .body(PIXEL);
    }

    private void tell(
            Shop shop,
            LinkToken token,
            MessageLog.Shown message,
            String name,
            ObjectNode properties,
            HttpServletRequest request) {
        var machine =
                Machine.request(
                        request.getMethod(),
                        request.getHeader(HttpHeaders.USER_AGENT),
                        purpose(request));
        properties
                .put("message", token.message().toString())
                .put("channel", message.channel())
                .put("machine", machine);
        if (message.flow() != null) properties.put("flow", message.flow().id().toString());
        if (message.step() != null) properties.put("step", message.step());
        accept(shop, message.profile().id(), name, properties);
    }

    private void accept(Shop shop, UUID profile, String name, ObjectNode properties) {
        var call =
                json.createObjectNode()
                        .put("type", "track")
                        .put("event", name)
                        .put("messageId", UUID.randomUUID().toString())
                        .put("profile", profile.toString())
                        .put("timestamp", time.instant().toString());
        call.set("properties", properties);
        try {
            inbox.accept(shop, Event.OWN, List.of(call));
        } catch (RuntimeException e) {
            LOG.warn("a reaction to a message could not be kept: {}", e.getMessage());
        }
    }

    private static @Nullable String purpose(HttpServletRequest request) {
        var all =
                Stream.of("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
                        .map(request::getHeader)
                        .filter(java.util.Objects::nonNull)
                        .collect(Collectors.joining(";"));
        return all.isEmpty() ? null : all;
    }

    static ResponseEntity<String> gone(Locale locale) {
        var words = Words.of(locale.toLanguageTag());
        var body = "<p>" + Pages.escape(words.gone()) + "</p>";
        return PreferenceController.page(
                HttpStatus.NOT_FOUND, Pages.page(words.language(), "404", body));
    }
}
