package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Reason;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether mail can leave, and signed by whom.
@RestController
@RequestMapping("/api/shops/{shop}")
class SmtpController {
    record To(@Nullable String to) {}

    private final EmailProvider provider;
    private final Dkim dkim;
    private final InstantSource time;

    SmtpController(EmailProvider provider, Dkim dkim, InstantSource time) {
        this.provider = provider;
        this.dkim = dkim;
        this.time = time;
    }

    @PostMapping("/smtp-test")
    PreviewController.Sent test(Shop shop, @RequestBody To form) {
        var to = form.to();
        if (to == null || !Gate.valid(to)) throw Problem.invalid("to", "not-an-email");
        var words = "Ritorno can send mail for " + shop.name() + ".";
        return sent(
                provider.send(
                        new OutgoingMail(
                                Ids.next(time.instant()),
                                Writer.sender(shop),
                                shop.settings().senderName(),
                                shop.settings().replyTo(),
                                to,
                                "Ritorno: test",
                                "<!doctype html><p>" + Pages.escape(words) + "</p>",
                                words,
                                Map.of(),
                                dkim.key(shop).orElse(null))));
    }

    static PreviewController.Sent sent(EmailProvider.Outcome outcome) {
        return switch (outcome) {
            case EmailProvider.Accepted _ -> new PreviewController.Sent(true, "accepted");
            case EmailProvider.NotReached(var why) -> failed(why);
            case EmailProvider.Deferred(var why) -> failed(why);
            case EmailProvider.Refused(var why) -> failed(why);
            case EmailProvider.BadAddress(var why) -> failed(why);
            case EmailProvider.Lost(var why) -> failed(why);
        };
    }

    private static PreviewController.Sent failed(String why) {
        return new PreviewController.Sent(false, Reason.told(why));
    }

    @GetMapping("/dkim")
    Dkim.Dns dns(Shop shop) {
        return dkim.dns(shop);
    }
}
