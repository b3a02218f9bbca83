package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.Carts;
import io.ritorno.catalog.Product;
import io.ritorno.catalog.Products;
import io.ritorno.consent.Consent;
import io.ritorno.consent.Consents;
import io.ritorno.content.MailContent;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Loads what the gate and the writer must know of a batch of messages.
@Component
class SendFacts {
    private final SendStore store;
    private final Profiles profiles;
    private final Consents consents;
    private final Carts carts;
    private final Products products;
    private final ShopLots lots;
    private final JsonMapper json;

    SendFacts(
            SendStore store,
            Profiles profiles,
            Consents consents,
            Carts carts,
            Products products,
            ShopLots lots,
            JsonMapper json) {
        this.store = store;
        this.profiles = profiles;
        this.consents = consents;
        this.carts = carts;
        this.products = products;
        this.lots = lots;
        this.json = json;
    }

    /// @param messages of people of this part
    /// @param now when the gate looks at them
    Known load(int part, Shop shop, List<Outgoing> messages, Instant now) {
        var facts = new Known(shop);
        var ids = messages.stream().map(Outgoing::profile).distinct().toList();
        facts.people = profiles.load(shop, part, ids);
        facts.consents = consents.states(shop, part, "email", ids);
        var addresses =
                facts.people.values().stream().map(Person::email).filter(Objects::nonNull).toList();
        facts.suppressed.addAll(consents.suppressed(shop, "email", addresses));
        facts.erased.addAll(consents.erased(shop, "email", addresses));
        var since = now.minus(facts.rules().capWithin());
        // none waits longer before it goes out
        var made = since.isBefore(oldest(messages)) ? since : oldest(messages);
        facts.recent.putAll(store.recent(shop, part, ids, since, made.minus(Sender.TOO_LATE)));
        facts.carts =
                carts.load(
                        shop,
                        part,
                        messages.stream()
                                .map(Outgoing::cart)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        facts.products =
                products.load(
                        shop,
                        facts.carts.values().stream()
                                .flatMap(cart -> cart.lines().stream())
                                .map(line -> line.product())
                                .distinct()
                                .toList());
        return facts;
    }

    private static Instant oldest(List<Outgoing> messages) {
        return messages.stream()
                .map(Outgoing::at)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /// A message that went first.
    private record First(@Nullable UUID flow, @Nullable String step, int priority) {}

    /// All that a batch of one shop must know, loaded with one statement each.
    final class Known {
        final Shop shop;
        Map<UUID, Person> people = Map.of();
        Map<UUID, Consent> consents = Map.of();
        final List<String> suppressed = new ArrayList<>();
        final List<String> erased = new ArrayList<>();
        final Map<UUID, Integer> recent = new HashMap<>();

        /// What went out in this batch before, which the decision log names as the reason.
        final Map<UUID, List<First>> first = new HashMap<>();

        Map<UUID, Cart> carts = Map.of();
        Map<String, Product> products = Map.of();
        final Map<UUID, Map<String, MailContent>> texts = new HashMap<>();
        Goods.Found goods = Goods.Found.NOTHING;

        private Known(Shop shop) {
            this.shop = shop;
        }

        List<Goods.Ask> asks(List<Outgoing> messages) {
            return messages.stream()
                    .map(
                            m ->
                                    new Goods.Ask(
                                            m.id(),
                                            m.profile(),
                                            m.context(),
                                            texts.getOrDefault(m.id(), Map.of())))
                    .toList();
        }

        Gate.Rules rules() {
            var settings = shop.settings();
            return new Gate.Rules(
                    settings.consentRequired(),
                    settings.capMessages(),
                    Duration.ofDays(settings.capDays()),
                    settings.quietFrom(),
                    settings.quietTo(),
                    shop.zone());
        }

        Gate.Facts of(Outgoing message) {
            var person = people.get(message.profile());
            var known = person != null && person.mergedInto() == null;
            var email = person == null ? null : person.email();
            return new Gate.Facts(
                    known,
                    message.transactional(),
                    email,
                    email != null && suppressed.contains(email),
                    agreed(consents.get(message.profile())),
                    recent.getOrDefault(message.profile(), 0),
                    person == null || person.timezone() == null
                            ? null
                            : ZoneId.of(person.timezone()),
                    lots.holds(shop, message.profile()),
                    email != null && erased.contains(email));
        }

        private Gate.@Nullable Agreed agreed(@Nullable Consent consent) {
            if (consent == null) return null;
            return switch (consent.state()) {
                case IN -> Gate.Agreed.YES;
                case OUT -> Gate.Agreed.NO;
                case PENDING -> Gate.Agreed.PENDING;
            };
        }

        String address(Outgoing message) {
            return Objects.requireNonNull(
                    Objects.requireNonNull(people.get(message.profile())).email());
        }

        ZoneId zone(Outgoing message) {
            var zone = of(message).zone();
            return zone == null ? shop.zone() : zone;
        }

        /// One that goes out in this batch counts for the next one to her.
        void count(Outgoing message) {
            if (message.transactional()) return;
            recent.merge(message.profile(), 1, Integer::sum);
            first.computeIfAbsent(message.profile(), _ -> new ArrayList<>())
                    .add(new First(message.flow(), message.step(), message.priority()));
        }

        ObjectNode detail(Outgoing message, String reason) {
            var detail = json.createObjectNode();
            if (reason.equals("shop-holdout"))
                detail.put("percent", shop.settings().holdoutPercent());
            var consent = consents.get(message.profile());
            if (consent != null
                    && (reason.equals("unsubscribed") || reason.equals("consent-pending")))
                detail.put("since", consent.at().toString());
            if (reason.equals("frequency-cap"))
                detail.put("recent", recent.getOrDefault(message.profile(), 0))
                        .put("cap", shop.settings().capMessages())
                        .put("days", shop.settings().capDays())
                        .put("priority", message.priority())
                        .set(
                                "first",
                                json.valueToTree(first.getOrDefault(message.profile(), List.of())));
            return detail;
        }
    }
}
