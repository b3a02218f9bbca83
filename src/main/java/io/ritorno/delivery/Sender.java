package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Carts;
import io.ritorno.catalog.Products;
import io.ritorno.consent.Consent;
import io.ritorno.consent.Consents;
import io.ritorno.content.MailContent;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sends what is due, a batch of one part at a time: loads the facts, asks the gate, writes the
/// mails, takes them in hand and **commits**, hands them over, and marks what became of them.
///
/// The lane is held all the while, so a message found in hand at the start of a run is one that a
/// dead process left: it may have arrived, becomes `uncertain` and is never sent again by itself.
@Component
class Sender implements LaneWork {
    /// Messages in a batch. Their mails are all held until the last has been handed over, a hundred
    /// kilobytes each.
    private static final int BATCH = 250;

    /// A message that could not be handed over for so long is about something past.
    static final Duration TOO_LATE = Duration.ofDays(3);

    private final SendStore store;
    private final Profiles profiles;
    private final Consents consents;
    private final Carts carts;
    private final Products products;
    private final Goods goods;
    private final Decisions decisions;
    private final Writer writer;
    private final HandOver handOver;
    private final Rate rate;
    private final ObjectProvider<ContentSource> sources;
    private final JsonMapper json;
    private final TransactionTemplate own;

    Sender(
            SendStore store,
            Profiles profiles,
            Consents consents,
            Carts carts,
            Products products,
            Goods goods,
            Decisions decisions,
            Writer writer,
            HandOver handOver,
            Rate rate,
            ObjectProvider<ContentSource> sources,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.store = store;
        this.profiles = profiles;
        this.consents = consents;
        this.carts = carts;
        this.products = products;
        this.goods = goods;
        this.decisions = decisions;
        this.writer = writer;
        this.handOver = handOver;
        this.rate = rate;
        this.sources = sources;
        this.json = json;
        this.own = new TransactionTemplate(transactions);
        this.own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public Lane lane() {
        return Lane.SEND;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return store.ready(now);
    }

    @Override
    public Optional<Instant> nextDue(Instant after) {
        return store.nextDue(after);
    }

    @Override
    public int run(int part, Instant now) {
        var left = Objects.requireNonNull(own.execute(_ -> store.giveUpOnSending(part)));
        var due = store.due(part, now, BATCH);
        var byShop = new LinkedHashMap<Integer, List<Outgoing>>();
        for (var message : due)
            byShop.computeIfAbsent(message.shop().id(), _ -> new ArrayList<>()).add(message);
        for (var messages : byShop.values()) send(part, messages.getFirst().shop(), messages, now);
        return left + due.size();
    }

    private void send(int part, Shop shop, List<Outgoing> messages, Instant now) {
        var facts = load(part, shop, messages, now);
        var plan = new Plan();
        var writing = new ArrayList<Outgoing>();
        for (var message : messages) {
            var answer = Gate.decide(facts.of(message), facts.rules(), now);
            switch (answer) {
                case Gate.Skip(var reason) ->
                        plan.skip(message, now, reason, facts.detail(message, reason));
                case Gate.Hold(var until, var reason) ->
                        plan.hold(message, now, until, reason, facts.zone(message));
                case Gate.Send _ -> {
                    var later = rate.later(facts.address(message), now);
                    if (later != null) plan.later(message, later);
                    else {
                        facts.count(message);
                        writing.add(message);
                    }
                }
            }
        }
        facts.texts(writing);
        facts.goods = goods.find(shop, part, facts.asks(writing), now);
        facts.products.putAll(facts.goods.products());
        var written = handOver.atOnce(writing, message -> write(facts, message));
        for (var i = 0; i < writing.size(); i++) {
            var message = writing.get(i);
            switch (written.get(i)) {
                case Writer.Failed(var why) ->
                        plan.skip(
                                message,
                                now,
                                "not-rendered",
                                json.createObjectNode().put("why", why));
                case Writer.Done done -> plan.send(message, now, done);
            }
        }
        var claimed = Objects.requireNonNull(own.execute(_ -> commit(part, shop, plan, now)));
        handOver.send(part, shop, claimed, now);
    }

    private Writer.Written write(Facts facts, Outgoing message) {
        var person = Objects.requireNonNull(facts.people.get(message.profile()));
        var cart = message.cart() == null ? null : facts.carts.get(message.cart());
        var subject =
                new Writer.Subject(
                        message.flow() == null ? "mail" : message.flow().toString(),
                        message.shop(),
                        person,
                        cart,
                        facts.goods.of(message.id()),
                        facts.products,
                        message.context(),
                        message.coupon());
        return writer.write(
                message.id(),
                facts.address(message),
                subject,
                facts.texts.getOrDefault(message.id(), Map.of()),
                message.transactional());
    }

    private Map<String, MailContent> texts(Outgoing message) {
        if (message.flow() == null || message.step() == null) return Map.of();
        for (var source : sources) {
            var texts =
                    source.content(
                            message.shop(), message.flow(), message.flowVersion(), message.step());
            if (!texts.isEmpty()) return texts;
        }
        return Map.of();
    }

    /// Writes the gate's answers and takes in hand what goes out. What was taken back while the
    /// mails were written stays taken back.
    private List<HandOver.Item> commit(int part, Shop shop, Plan plan, Instant now) {
        var changed = store.change(part, shop, "queued", plan.changes);
        var claimed =
                store.claim(
                        part,
                        shop,
                        plan.sends.stream()
                                .map(
                                        item ->
                                                new SendStore.Claim(
                                                        item.message(),
                                                        item.mail().to(),
                                                        item.body(),
                                                        item.mail().headers()))
                                .toList(),
                        now);
        decisions.record(
                part,
                shop,
                plan.decisions.stream()
                        .filter(d -> changed.contains(d.message()) || claimed.contains(d.message()))
                        .toList());
        return plan.sends.stream().filter(item -> claimed.contains(item.message().id())).toList();
    }

    /// What shall happen to the messages of a batch.
    private final class Plan {
        final List<SendStore.Change> changes = new ArrayList<>();
        final List<HandOver.Item> sends = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();

        void skip(Outgoing message, Instant now, String reason, ObjectNode detail) {
            changes.add(new SendStore.Change(message, "skipped", reason, null, null, 0));
            decisions.add(message.decision(now, "skip", reason, detail));
        }

        void hold(Outgoing message, Instant now, Instant until, String reason, ZoneId zone) {
            changes.add(new SendStore.Change(message, "queued", reason, until, null, 0));
            var detail =
                    json.createObjectNode()
                            .put("until", until.toString())
                            .put("zone", zone.getId())
                            .put(
                                    "localTime",
                                    now.atZone(zone).toLocalTime().withNano(0).toString());
            decisions.add(message.decision(now, "hold", reason, detail));
        }

        /// The provider's rate, not a decision about the person.
        void later(Outgoing message, Instant until) {
            changes.add(new SendStore.Change(message, "queued", "rate", until, null, 0));
        }

        void send(Outgoing message, Instant now, Writer.Done done) {
            sends.add(new HandOver.Item(message, done.body(), done.outgoing()));
            var reason = message.transactional() ? "transactional" : "allowed";
            decisions.add(message.decision(now, "send", reason, json.createObjectNode()));
        }
    }

    private Facts load(int part, Shop shop, List<Outgoing> messages, Instant now) {
        var facts = new Facts(shop);
        var ids = messages.stream().map(Outgoing::profile).distinct().toList();
        facts.people = profiles.load(shop, part, ids);
        facts.consents = consents.states(shop, part, "email", ids);
        facts.suppressed.addAll(
                consents.suppressed(
                        shop,
                        "email",
                        facts.people.values().stream()
                                .map(Person::email)
                                .filter(Objects::nonNull)
                                .toList()));
        facts.recent.putAll(store.recent(shop, part, ids, now.minus(facts.rules().capWithin())));
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

    /// A message that went first.
    private record First(@Nullable UUID flow, @Nullable String step, int priority) {}

    /// All that a batch of one shop must know, loaded with one statement each.
    private final class Facts {
        final Shop shop;
        Map<UUID, Person> people = Map.of();
        Map<UUID, Consent> consents = Map.of();
        final List<String> suppressed = new ArrayList<>();
        final Map<UUID, Integer> recent = new HashMap<>();

        /// What went out in this batch before, which the decision log names as the reason.
        final Map<UUID, List<First>> first = new HashMap<>();

        Map<UUID, io.ritorno.cart.Cart> carts = Map.of();
        Map<String, io.ritorno.catalog.Product> products = Map.of();
        final Map<UUID, Map<String, MailContent>> texts = new HashMap<>();
        Goods.Found goods = Goods.Found.NOTHING;

        Facts(Shop shop) {
            this.shop = shop;
        }

        void texts(List<Outgoing> messages) {
            for (var message : messages) texts.put(message.id(), Sender.this.texts(message));
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
                            : ZoneId.of(person.timezone()));
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
