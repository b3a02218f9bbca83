package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consent;
import io.ritorno.content.MailContent;
import io.ritorno.profile.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the [Gate] would have said at a moment of the past, asked by whoever knows what was known
/// then. Sends nothing and writes nothing down. The provider's rate is left aside.
public final class PastGate {
    private PastGate() {}

    /// @param address null when she has none
    /// @param consent what she had said by then; null: nothing
    /// @param recent marketing messages handed over to her within the cap's days
    /// @param zone hers; null when unknown
    /// @param heldOut whether she is of the share that the shop keeps out of all marketing
    public record Asked(
            boolean transactional,
            @Nullable String address,
            boolean suppressed,
            Consent.@Nullable State consent,
            int recent,
            @Nullable ZoneId zone,
            boolean heldOut) {}

    /// @param outcome as in the decision log: `send`, `hold`, `skip` or `held-out`
    /// @param until when it is asked again, for `hold`
    public record Answer(String outcome, String reason, @Nullable Instant until) {}

    /// The shop's rules are those of today.
    public static Answer ask(Shop shop, Asked asked, Instant at) {
        var settings = shop.settings();
        var rules =
                new Gate.Rules(
                        settings.consentRequired(),
                        settings.capMessages(),
                        Duration.ofDays(settings.capDays()),
                        settings.quietFrom(),
                        settings.quietTo(),
                        shop.zone());
        var facts =
                new Gate.Facts(
                        true,
                        asked.transactional(),
                        asked.address(),
                        asked.suppressed(),
                        agreed(asked.consent()),
                        asked.recent(),
                        asked.zone(),
                        asked.heldOut());
        return switch (Gate.decide(facts, rules, at)) {
            case Gate.Send(var reason) -> new Answer("send", reason, null);
            case Gate.Hold(var until, var reason) -> new Answer("hold", reason, until);
            case Gate.Skip(var reason) -> new Answer("skip", reason, null);
            case Gate.HoldOut(var reason) -> new Answer("held-out", reason, null);
        };
    }

    /// The text she would have got: in her language as it is known today.
    public static @Nullable MailContent text(
            Map<String, MailContent> texts, Person person, Shop shop) {
        var language = Writer.choose(texts, person, shop);
        return language == null ? null : texts.get(language);
    }

    private static Gate.@Nullable Agreed agreed(Consent.@Nullable State state) {
        return switch (state) {
            case null -> null;
            case IN -> Gate.Agreed.YES;
            case OUT -> Gate.Agreed.NO;
            case PENDING -> Gate.Agreed.PENDING;
        };
    }
}
