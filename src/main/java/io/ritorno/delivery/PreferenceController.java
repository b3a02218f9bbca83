package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consent;
import io.ritorno.consent.Consents;
import io.ritorno.delivery.LinkToken.Kind;
import io.ritorno.delivery.Visits.Visit;
import io.ritorno.event.Event;
import io.ritorno.event.Inbox;
import io.ritorno.event.Names;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Unsubscribing and choosing channels. A GET shows a page and changes nothing, because scanners
/// follow links; only the page's button, or a mailbox's own (RFC 8058), changes a consent.
@RestController
class PreferenceController {
    private final Links links;
    private final Visits visits;
    private final Consents consents;
    private final Inbox inbox;
    private final InstantSource time;
    private final JsonMapper json;

    PreferenceController(
            Links links,
            Visits visits,
            Consents consents,
            Inbox inbox,
            InstantSource time,
            JsonMapper json) {
        this.links = links;
        this.visits = visits;
        this.consents = consents;
        this.inbox = inbox;
        this.time = time;
        this.json = json;
    }

    private @Nullable Visit visit(String token, HttpServletRequest request) {
        return visits.read(token, Set.of(Kind.UNSUBSCRIBE, Kind.PREFERENCES), request);
    }

    @GetMapping("/u/{token}")
    ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request) {
        var visit = visit(token, request);
        if (visit == null) return LinkController.gone(request.getLocale());
        return visit.token().kind() == Kind.UNSUBSCRIBE
                ? question(visit)
                : choices(visit, now(visit), false);
    }

    @PostMapping("/u/{token}")
    ResponseEntity<String> change(@PathVariable String token, HttpServletRequest request) {
        var visit = visit(token, request);
        if (visit == null) return LinkController.gone(request.getLocale());
        if (visit.token().kind() == Kind.UNSUBSCRIBE) return unsubscribe(visit, request);
        var before = now(visit);
        var after = new LinkedHashMap<String, Boolean>();
        var calls = new ArrayList<ObjectNode>();
        before.forEach(
                (channel, was) -> {
                    var wanted = request.getParameter(channel) != null;
                    after.put(channel, wanted);
                    if (wanted != was)
                        calls.add(
                                changed(
                                        visit,
                                        channel,
                                        wanted,
                                        "preferences",
                                        shown(visit, channel)));
                });
        inbox.accept(visit.shop(), Event.OWN, calls);
        return choices(visit, after, true);
    }

    private static String shown(Visit visit, String channel) {
        return visit.words().preferencesHint().formatted(name(visit.shop()))
                + " "
                + visit.words().channels().get(channel);
    }

    private ResponseEntity<String> unsubscribe(Visit visit, HttpServletRequest request) {
        var oneClick = "One-Click".equals(request.getParameter("List-Unsubscribe"));
        var source = oneClick ? "one-click" : "unsubscribe link";
        var shown = oneClick ? "" : visit.words().question().formatted(name(visit.shop()));
        inbox.accept(
                visit.shop(), Event.OWN, List.of(changed(visit, "email", false, source, shown)));
        var words = visit.words();
        var body =
                "<h1>"
                        + words.unsubscribe()
                        + "</h1><p>"
                        + Pages.escape(words.done().formatted(name(visit.shop())))
                        + "</p>"
                        + preferencesLink(visit);
        return page(HttpStatus.OK, Pages.page(words.language(), words.unsubscribe(), body));
    }

    private ResponseEntity<String> question(Visit visit) {
        var words = visit.words();
        var body =
                "<h1>"
                        + words.unsubscribe()
                        + "</h1><p>"
                        + Pages.escape(words.question().formatted(name(visit.shop())))
                        + "</p><form method=\"post\"><button>"
                        + words.confirm()
                        + "</button></form>"
                        + preferencesLink(visit);
        return page(HttpStatus.OK, Pages.page(words.language(), words.unsubscribe(), body));
    }

    private String preferencesLink(Visit visit) {
        var address =
                links.of(visit.shop(), visit.token().message(), visit.profile()).preferences();
        // of the address only the path: the page may be reached by another name
        return "<p><a href=\""
                + address.substring(links.base().length())
                + "\">"
                + visit.words().again()
                + "</a></p>";
    }

    /// Channel → whether she gets anything there now. Those that she was never asked about are left
    /// out, but for e-mail.
    private Map<String, Boolean> now(Visit visit) {
        var said = new LinkedHashMap<String, Boolean>();
        said.put("email", !visit.shop().settings().consentRequired());
        for (var consent : consents.of(visit.shop(), visit.profile()))
            said.put(consent.channel(), consent.state() == Consent.State.IN);
        return said;
    }

    private ResponseEntity<String> choices(Visit visit, Map<String, Boolean> said, boolean saved) {
        var words = visit.words();
        var body = new StringBuilder("<h1>").append(words.preferences()).append("</h1>");
        if (saved)
            body.append("<p class=\"saved\" role=\"status\">").append(words.saved()).append("</p>");
        body.append("<p>")
                .append(Pages.escape(words.preferencesHint().formatted(name(visit.shop()))))
                .append("</p><form method=\"post\">");
        said.forEach(
                (channel, in) ->
                        body.append("<label><input type=\"checkbox\" name=\"")
                                .append(channel)
                                .append(in ? "\" checked>" : "\">")
                                .append(words.channels().getOrDefault(channel, channel))
                                .append("</label>"));
        body.append("<p></p><button>").append(words.save()).append("</button></form>");
        return page(
                HttpStatus.OK, Pages.page(words.language(), words.preferences(), body.toString()));
    }

    static String name(Shop shop) {
        return shop.settings().senderName().isBlank() ? shop.name() : shop.settings().senderName();
    }

    private ObjectNode changed(
            Visit visit, String channel, boolean in, String source, String shown) {
        var call =
                json.createObjectNode()
                        .put("type", "track")
                        .put("event", Names.CONSENT_CHANGED)
                        .put("messageId", UUID.randomUUID().toString())
                        .put("profile", visit.profile().toString())
                        .put("timestamp", time.instant().toString());
        call.putObject("properties")
                .put("channel", channel)
                .put("state", in ? "in" : "out")
                .put("source", source)
                .put("shown", shown)
                .put("message", visit.token().message().toString());
        return call;
    }

    static ResponseEntity<String> page(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                                + " frame-ancestors 'none'; base-uri 'none'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Robots-Tag", "noindex")
                .body(html);
    }
}
