package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consent;
import io.ritorno.consent.Consents;
import io.ritorno.delivery.ShopLots;
import io.ritorno.platform.Times;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import io.ritorno.segment.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Loads what a step must know about all the runs that stand at it, with one statement for each
/// thing it asks. Reads `message`.
@Component
class StepFacts {
    private final JdbcClient db;
    private final Conditions conditions;
    private final Profiles profiles;
    private final Consents consents;
    private final Draws draws;
    private final ShopLots lots;
    private final FlowCalls webhooks;

    StepFacts(
            JdbcClient db,
            Conditions conditions,
            Profiles profiles,
            Consents consents,
            Draws draws,
            ShopLots lots,
            FlowCalls webhooks) {
        this.db = db;
        this.conditions = conditions;
        this.profiles = profiles;
        this.consents = consents;
        this.draws = draws;
        this.lots = lots;
        this.webhooks = webhooks;
    }

    /// @param runs of one shop and part, all at this step of one version of a flow
    /// @return by run
    Map<UUID, Facts> load(
            Shop shop,
            int part,
            Step step,
            List<Run> runs,
            Map<UUID, CartFacts.Cart> carts,
            Instant now) {
        var people = new HashSet<UUID>();
        for (var run : runs) people.add(run.profile());
        var condition = step.condition();
        var holding =
                condition == null
                        ? people
                        : conditions.matching(shop, part, condition, people, now);
        var facts = new HashMap<UUID, Facts>();
        for (var run : runs) {
            var cart = run.cart() == null ? null : carts.get(run.cart());
            facts.put(
                    run.id(),
                    new Facts(
                            run.anchor(),
                            run.enteredStepAt(),
                            holding.contains(run.profile()),
                            cart == null ? null : cart.value()));
        }
        switch (step) {
            case Step.WaitUntil wait -> zones(shop, part, wait.zone(), runs, facts);
            case Step.WaitDate wait -> dates(shop, part, wait, runs, facts);
            case Step.WaitFor _ -> {
                for (var run : runs)
                    facts.computeIfPresent(
                            run.id(), (_, f) -> f.after(run.context().path("heard").isString()));
            }
            case Step.Split split -> values(shop, part, split, runs, facts);
            case Step.Random random -> {
                var first = runs.getFirst();
                var winner = draws.winner(shop, first.flow(), first.step(), random, now);
                for (var run : runs) draw(run, winner, facts);
            }
            case Step.Holdout _ -> {
                for (var run : runs) draw(run, null, facts);
            }
            case Step.Change change when change.onlyIfSent() != null ->
                    messages(shop, part, change.onlyIfSent(), runs, facts);
            case Step.Coupon _ -> {
                for (var run : runs)
                    facts.computeIfPresent(
                            run.id(), (_, f) -> f.keptOut(lots.holds(shop, run.profile())));
            }
            case Step.Webhook _ -> {
                var calls = webhooks.find(shop, part, runs);
                for (var run : runs)
                    facts.computeIfPresent(run.id(), (_, f) -> f.calling(calls.get(run.id())));
            }
            default -> {
                // asks for no more
            }
        }
        return facts;
    }

    private static void draw(Run run, @Nullable String winner, Map<UUID, Facts> facts) {
        var lot = Draw.lot(run.flow(), run.step(), run.profile());
        facts.computeIfPresent(run.id(), (_, f) -> f.drawing(lot, winner));
    }

    private Map<UUID, Person> people(Shop shop, int part, List<Run> runs) {
        return profiles.load(shop, part, runs.stream().map(Run::profile).distinct().toList());
    }

    private void zones(
            Shop shop, int part, Step.Zone zone, List<Run> runs, Map<UUID, Facts> facts) {
        Map<UUID, Person> people = zone == Step.Zone.SHOP ? Map.of() : people(shop, part, runs);
        for (var run : runs) {
            var own = zone(shop, zone, people.get(run.profile()));
            facts.computeIfPresent(run.id(), (_, f) -> f.in(own, null));
        }
    }

    static ZoneId zone(Shop shop, Step.Zone zone, @Nullable Person person) {
        return Dates.zone(
                shop, zone == Step.Zone.PERSON, person == null ? null : person.timezone());
    }

    private void dates(
            Shop shop, int part, Step.WaitDate wait, List<Run> runs, Map<UUID, Facts> facts) {
        var people = people(shop, part, runs);
        Map<UUID, Consent> subscribed =
                wait.of() instanceof DateOf.Moment(var kind) && kind == DateOf.Kind.SUBSCRIBED
                        ? consents.states(shop, part, "email", people.keySet())
                        : Map.of();
        for (var run : runs) {
            var person = people.get(run.profile());
            var zone = zone(shop, wait.zone(), person);
            var date = date(wait.of(), run, person, subscribed.get(run.profile()), zone);
            facts.computeIfPresent(run.id(), (_, f) -> f.in(zone, date));
        }
    }

    static @Nullable LocalDate date(
            @Nullable DateOf of,
            Run run,
            @Nullable Person person,
            @Nullable Consent consent,
            ZoneId zone) {
        if (of instanceof DateOf.Property(var name))
            return Dates.day(run.context().path("event").path(name), zone);
        if (person == null) return null;
        var subscribed =
                consent != null && consent.state() == Consent.State.IN ? consent.at() : null;
        return Dates.of(of, person, subscribed, zone);
    }

    private void values(
            Shop shop, int part, Step.Split split, List<Run> runs, Map<UUID, Facts> facts) {
        var people = people(shop, part, runs);
        for (var run : runs) {
            var person = people.get(run.profile());
            if (person == null || split.of() == null) continue;
            var values = values(split.of(), person);
            facts.computeIfPresent(run.id(), (_, f) -> f.having(values));
        }
    }

    static List<String> values(Step.Field of, Person person) {
        if (of.own()) return texts(person.attributes().path(of.name()));
        return switch (of.name()) {
            case "tags" -> person.tags();
            case "gender" -> one(person.gender());
            case "country" -> one(person.country());
            case "city" -> one(person.city());
            case "company" -> one(person.company());
            case "timezone" -> one(person.timezone());
            case "emailDomain" -> {
                var email = person.email();
                yield one(email == null ? null : email.substring(email.indexOf('@') + 1));
            }
            case "locale" -> {
                var locale = person.locale();
                // `pl-PL` is `pl` too
                yield locale == null ? List.of() : List.of(locale, locale.split("[-_]", 2)[0]);
            }
            default -> List.of();
        };
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static List<String> texts(JsonNode value) {
        var texts = new ArrayList<String>();
        if (value.isArray()) {
            for (var item : value) if (item.isValueNode()) texts.add(item.asString());
        } else if (value.isValueNode() && !value.isNull()) texts.add(value.asString());
        return texts;
    }

    private void messages(
            Shop shop, int part, String step, List<Run> runs, Map<UUID, Facts> facts) {
        var since = runs.stream().map(Run::enteredAt).min(Comparator.naturalOrder()).orElseThrow();
        var passed = new HashSet<UUID>();
        var people = new HashSet<UUID>();
        for (var run : runs) {
            if (run.context().path("sends").path(step).asInt(0) == 0) continue;
            passed.add(run.id());
            people.add(run.profile());
        }
        var fates =
                passed.isEmpty()
                        ? Map.<UUID, Facts.Message>of()
                        : fates(shop, part, step, passed, people, since);
        for (var run : runs) {
            var fate = fates.getOrDefault(run.id(), Facts.Message.NOT_SENT);
            facts.computeIfPresent(run.id(), (_, f) -> f.after(fate));
        }
    }

    /// What became of the last message of that step, by run.
    private Map<UUID, Facts.Message> fates(
            Shop shop, int part, String step, Set<UUID> runs, Set<UUID> people, Instant since) {
        var fates = new HashMap<UUID, Facts.Message>();
        db.sql(
                        """
                        select run_id, status from message
                        where part = ? and shop_id = ? and profile_id = any(?) and run_id = any(?)
                            and step = ? and at >= ?
                        order by at, id
                        """)
                .params(
                        part,
                        shop.id(),
                        people.toArray(UUID[]::new),
                        runs.toArray(UUID[]::new),
                        step,
                        Times.utc(since.minus(Duration.ofDays(1))))
                .query(
                        row -> {
                            var fate =
                                    switch (row.getString("status")) {
                                        case "queued", "sending" -> Facts.Message.OPEN;
                                        case "sent" -> Facts.Message.SENT;
                                        default -> Facts.Message.NOT_SENT;
                                    };
                            fates.put(row.getObject("run_id", UUID.class), fate);
                        });
        return fates;
    }
}
