package io.ritorno.delivery;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.ritorno.account.Shop;
import io.ritorno.consent.Consents;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Contact;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Messages, decisions and closed addresses, for the screens.
@RestController
@RequestMapping("/api/shops/{shop}")
class MessageController {
    /// One message with the mail as it was written.
    record Whole(
            @JsonUnwrapped MessageLog.Shown message,
            @Nullable String html,
            @Nullable String text,
            @Nullable JsonNode headers) {}

    private final MessageLog log;
    private final Decisions decisions;
    private final Consents consents;
    private final Links links;
    private final InstantSource time;

    MessageController(
            MessageLog log,
            Decisions decisions,
            Consents consents,
            Links links,
            InstantSource time) {
        this.time = time;
        this.log = log;
        this.decisions = decisions;
        this.consents = consents;
        this.links = links;
    }

    @GetMapping("/messages")
    Page<MessageLog.Shown> list(
            Shop shop,
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String channel,
            @RequestParam @Nullable UUID profile,
            @RequestParam @Nullable UUID flow,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        var filter = new MessageLog.Filter(status, channel, profile, flow, from, to);
        return log.list(shop, filter, cursor, limit);
    }

    @GetMapping("/profiles/{id}/messages")
    Page<MessageLog.Shown> ofPerson(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return log.list(
                shop, new MessageLog.Filter(null, null, id, null, null, null), cursor, limit);
    }

    @GetMapping("/profiles/{id}/decisions")
    Page<Decisions.Shown> decisions(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return decisions.list(shop, id, cursor, limit);
    }

    @GetMapping("/messages/{id}")
    Whole one(Shop shop, @PathVariable UUID id) {
        var message = log.find(shop, id).orElseThrow(() -> Problem.notFound("message"));
        var body = log.body(shop, id).orElse(null);
        return body == null
                ? new Whole(message, null, null, null)
                : new Whole(message, body.html(), body.text(), body.headers());
    }

    /// The mail as a page, for a frame without rights: its scripts would not run, its links to this
    /// program lead nowhere, and it has no pixel.
    @GetMapping("/messages/{id}/html")
    ResponseEntity<String> html(Shop shop, @PathVariable UUID id) {
        var body = log.body(shop, id).orElseThrow(() -> Problem.notFound("message"));
        return page(Tracking.harmless(body.html(), links.base()));
    }

    /// A foreign page on our own address: without scripts, forms, plug-ins or our cookies.
    static ResponseEntity<String> page(String html) {
        return ResponseEntity.ok()
                .contentType(
                        new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .header(
                        "Content-Security-Policy",
                        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
                                + " img-src * data:; style-src 'unsafe-inline' https:; font-src https:;"
                                + " frame-ancestors 'self'")
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(html);
    }

    @GetMapping("/suppressions")
    Page<Consents.Suppression> suppressions(
            Shop shop,
            @RequestParam @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return consents.list(shop, cursor, Page.limit(limit));
    }

    record Address(@Nullable String channel, @Nullable String address) {}

    /// Closes an address by hand. Closing it twice changes nothing.
    @PostMapping("/suppressions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void suppress(Shop shop, @RequestBody Address form) {
        var channel = form.channel() == null ? "email" : form.channel();
        var text = form.address() == null ? "" : form.address();
        var address =
                switch (channel) {
                    case "email" -> Contact.email(text);
                    case "sms" -> Contact.phone(text, shop.country());
                    default -> throw Problem.invalid("channel", "not-one-of", "email, sms");
                };
        if (address.isEmpty())
            throw Problem.invalid(
                    "address", channel.equals("email") ? "not-an-email" : "not-a-phone");
        consents.suppress(shop, channel, address.get(), "manual", time.instant());
    }

    @DeleteMapping("/suppressions/{channel}/{address}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(Shop shop, @PathVariable String channel, @PathVariable String address) {
        if (!consents.release(shop, channel, address)) throw Problem.notFound("suppression");
    }
}
