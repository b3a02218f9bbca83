package io.ritorno.flow;

import io.ritorno.content.JsonTemplates;
import io.ritorno.content.MailContent;
import io.ritorno.flow.Step.Since;
import io.ritorno.profile.Gender;
import io.ritorno.segment.Condition;
import io.ritorno.segment.Conditions;
import io.ritorno.webhook.Target;
import io.ritorno.webhook.WebhookSecrets;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Reads one step.
final class StepReader {
    /// The languages a message can be in.
    static final Set<String> LOCALES = Set.of("en", "it", "pl");

    private static final int LONGEST_TEXT = 200_000;
    private static final int MOST_WAYS = 50;
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// What a split may look at.
    private static final Set<String> TRAITS =
            new TreeSet<>(
                    Set.of(
                            "gender",
                            "locale",
                            "country",
                            "city",
                            "company",
                            "timezone",
                            "tags",
                            "emailDomain"));

    /// What only the person or the shop may say, and our own words for changes.
    private static final Set<String> RESERVED =
            Set.of(
                    "email",
                    "phone",
                    "externalId",
                    "consent",
                    "tags",
                    "addTags",
                    "removeTags",
                    "increment",
                    "id",
                    "anonymousId",
                    "userId",
                    "context",
                    "address",
                    "birthday");

    private static final String KINDS =
            "send, wait, wait-until, wait-date, wait-for, branch, split, random, holdout, tag, set,"
                    + " increment, coupon, webhook, move, end";

    private final Reading r;

    StepReader(Reading reading) {
        this.r = reading;
    }

    @Nullable Step step(JsonNode json) {
        switch (r.type(json, "")) {
            case "wait" -> {
                r.only(json, "", "type", "name", "duration", "since", "next", "ui");
                return new Step.Wait(r.duration(json, ""), since(json), next(json, "next"));
            }
            case "branch" -> {
                r.only(json, "", "type", "name", "condition", "yes", "no", "ui");
                return new Step.Branch(
                        r.condition(json, "condition", ""), next(json, "yes"), next(json, "no"));
            }
            case "send" -> {
                return send(json);
            }
            case "wait-until" -> {
                r.only(json, "", "type", "name", "at", "days", "zone", "next", "ui");
                return new Step.WaitUntil(
                        r.hour(json, ""), days(json), r.zone(json, ""), next(json, "next"));
            }
            case "wait-date" -> {
                return date(json);
            }
            case "wait-for" -> {
                r.only(
                        json,
                        "",
                        "type",
                        "name",
                        "event",
                        "condition",
                        "timeout",
                        "next",
                        "late",
                        "ui");
                return new Step.WaitFor(
                        awaited(json.path("event")),
                        r.condition(json, "condition", ""),
                        r.duration(json, "timeout", ""),
                        next(json, "next"),
                        next(json, "late"));
            }
            case "split" -> {
                return split(json);
            }
            case "random" -> {
                return random(json);
            }
            case "holdout" -> {
                r.only(json, "", "type", "name", "percent", "next", "ui");
                return new Step.Holdout(
                        (int) r.whole(json, "percent", "", 0, 100, 0), next(json, "next"));
            }
            case "tag" -> {
                r.only(json, "", "type", "name", "add", "remove", "onlyIfSent", "next", "ui");
                return new Step.Tag(
                        r.texts(json, "add", "", 50),
                        r.texts(json, "remove", "", 50),
                        onlyIfSent(json),
                        next(json, "next"));
            }
            case "set" -> {
                r.only(json, "", "type", "name", "attributes", "onlyIfSent", "next", "ui");
                return new Step.SetAttributes(
                        attributes(json), onlyIfSent(json), next(json, "next"));
            }
            case "increment" -> {
                r.only(json, "", "type", "name", "attribute", "by", "onlyIfSent", "next", "ui");
                return new Step.Increment(
                        r.text(json, "attribute", "", 100),
                        r.whole(json, "by", "", -1_000_000_000, 1_000_000_000, 1),
                        onlyIfSent(json),
                        next(json, "next"));
            }
            case "coupon" -> {
                r.only(json, "", "type", "name", "pool", "next", "empty", "ui");
                return new Step.Coupon(
                        r.id(json, "pool", ""), next(json, "next"), next(json, "empty"));
            }
            case "webhook" -> {
                return webhook(json);
            }
            case "move" -> {
                r.only(json, "", "type", "name", "flow", "ui");
                return new Step.Move(r.id(json, "flow", ""));
            }
            case "end" -> {
                r.only(json, "", "type", "name", "ui");
                return new Step.End();
            }
            case "" -> {}
            case String other -> r.unknown("type", other, KINDS);
        }
        return null;
    }

    private Step send(JsonNode json) {
        r.only(
                json,
                "",
                "type",
                "channel",
                "transactional",
                "name",
                "filter",
                "minimumCart",
                "content",
                "next",
                "ui");
        var channel = r.text(json, "channel", "", 20);
        if (channel.isEmpty()) channel = "email";
        if (!channel.equals("email")) r.unknown("channel", channel, "email");
        var minimum = json.path("minimumCart");
        if (Reading.given(minimum) && (!minimum.canConvertToLong() || minimum.asLong() < 0))
            r.fault("minimumCart", "not-minor-units");
        var content = new LinkedHashMap<String, MailContent>();
        var texts = json.path("content");
        if (Reading.given(texts) && !texts.isObject()) r.fault("content", "not-an-object");
        for (var entry : texts.properties()) {
            var locale = entry.getKey();
            if (LOCALES.contains(locale))
                content.put(locale, content(entry.getValue(), "content." + locale + "."));
            else r.unknown("content." + locale, locale, "en, it, pl");
        }
        return new Step.Send(
                channel,
                r.flag(json, "transactional"),
                r.text(json, "name", "", 200),
                r.condition(json, "filter", ""),
                minimum.canConvertToLong() ? minimum.asLong() : null,
                content,
                next(json, "next"));
    }

    private Step webhook(JsonNode json) {
        r.only(json, "", "type", "name", "url", "secret", "body", "next", "failed", "ui");
        var url = r.text(json, "url", "", Target.LONGEST).strip();
        var problem = url.isEmpty() ? null : Target.problem(url);
        if (problem != null) r.fault("url", problem);
        var body = r.text(json, "body", "", JsonTemplates.MOST);
        return new Step.Webhook(
                r.text(json, "name", "", 200),
                url,
                secret(json),
                body.isBlank() ? null : body,
                next(json, "next"),
                next(json, "failed"));
    }

    /// The name of a secret that is kept. One that is new is checked here, and kept when the flow
    /// is saved, see [KeptSecrets].
    private @Nullable UUID secret(JsonNode json) {
        var text = r.text(json, "secret", "", 200);
        if (text.isEmpty()) return null;
        var kept = KeptSecrets.id(text);
        if (kept != null) return kept;
        var problem = WebhookSecrets.problem(text);
        if (problem != null) r.fault("secret", problem);
        return null;
    }

    private Step date(JsonNode json) {
        r.only(
                json, "", "type", "name", "of", "offset", "at", "zone", "yearly", "next", "missing",
                "ui");
        var of = r.date(json, "", true);
        var yearly = Reading.given(json.path("yearly"));
        var at = r.hour(json, "");
        return new Step.WaitDate(
                of,
                r.offset(json, ""),
                at == null ? MORNING : at,
                r.zone(json, ""),
                yearly ? r.flag(json, "yearly") : of != null && of.recurs(),
                next(json, "next"),
                next(json, "missing"));
    }

    private Set<DayOfWeek> days(JsonNode json) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var text : r.texts(json, "days", "", 7)) {
            var i = DAYS.indexOf(text);
            if (i < 0) r.unknown("days", text, String.join(", ", DAYS));
            else days.add(DayOfWeek.of(i + 1));
        }
        return days;
    }

    private @Nullable Awaited awaited(JsonNode json) {
        if (!Reading.given(json)) return null;
        if (!json.isObject()) {
            r.fault("event", "not-an-object");
            return null;
        }
        r.only(json, "event.", "name", "where");
        var name = r.text(json, "name", "event.", 200);
        var where = json.path("where");
        if (name.isBlank() || !Reading.given(where)) return new Awaited(name, List.of());
        // the tests are those of the condition `event`, which checks them
        var condition = JsonNodeFactory.instance.objectNode();
        condition.put("type", "event").put("event", name).set("where", where);
        var problems = r.conditionProblems(condition);
        for (var problem : problems) r.fault("event." + problem.field(), problem.reason());
        var tests =
                Conditions.read(condition).orElse(null) instanceof Condition.Did did
                        ? did.where()
                        : List.<Condition.Did.Filter>of();
        return new Awaited(name, tests);
    }

    private Step split(JsonNode json) {
        r.only(json, "", "type", "name", "trait", "attribute", "cases", "otherwise", "ui");
        var trait = r.text(json, "trait", "", 100);
        var attribute = r.text(json, "attribute", "", 100);
        if (!trait.isEmpty() && !attribute.isEmpty()) r.fault("attribute", "not-beside", "trait");
        if (!trait.isEmpty() && !TRAITS.contains(trait))
            r.unknown("trait", trait, String.join(", ", TRAITS));
        var cases = new ArrayList<Step.Case>();
        var all = list(json, "cases");
        for (var i = 0; i < all.size(); i++) {
            var at = "cases[" + i + "].";
            r.only(all.get(i), at, "values", "next");
            var values = r.texts(all.get(i), "values", at, 200);
            cases.add(
                    new Step.Case(
                            trait.equals("gender") ? genders(values, at) : values,
                            r.text(all.get(i), "next", at, 100)));
        }
        var of =
                trait.isEmpty() && attribute.isEmpty()
                        ? null
                        : new Step.Field(trait + attribute, trait.isEmpty());
        return new Step.Split(of, cases, next(json, "otherwise"));
    }

    /// As they are kept of people.
    private List<String> genders(List<String> words, String at) {
        var kept = new LinkedHashSet<String>();
        for (var word : words)
            Gender.of(word)
                    .ifPresentOrElse(
                            gender -> kept.add(gender.kept()),
                            () -> r.fault(at + "values", "not-a-gender", word));
        return List.copyOf(kept);
    }

    private Step random(JsonNode json) {
        r.only(json, "", "type", "name", "ways", "winner", "ui");
        var ways = new ArrayList<Step.Way>();
        var all = list(json, "ways");
        var names = new HashSet<String>();
        for (var i = 0; i < all.size(); i++) {
            var at = "ways[" + i + "].";
            r.only(all.get(i), at, "name", "percent", "next");
            var name = r.text(all.get(i), "name", at, 100).strip();
            if (name.isEmpty()) name = String.valueOf((char) ('A' + i));
            if (!names.add(name)) r.fault(at + "name", "way-twice");
            ways.add(
                    new Step.Way(
                            name,
                            (int) r.whole(all.get(i), "percent", at, 0, 100, 0),
                            r.text(all.get(i), "next", at, 100)));
        }
        return new Step.Random(ways, winner(json.path("winner")));
    }

    private Step.@Nullable Winner winner(JsonNode json) {
        if (!Reading.given(json)) return null;
        if (!json.isObject()) {
            r.fault("winner", "not-an-object");
            return null;
        }
        r.only(json, "winner.", "by", "after", "minimum");
        var by =
                switch (r.text(json, "by", "winner.", 20)) {
                    case "", "clicked" -> Step.By.CLICKED;
                    case "opened" -> Step.By.OPENED;
                    case "converted" -> Step.By.CONVERTED;
                    case String other -> {
                        r.unknown("winner.by", other, "opened, clicked, converted");
                        yield Step.By.CLICKED;
                    }
                };
        return new Step.Winner(
                by,
                r.duration(json, "after", "winner."),
                (int) r.whole(json, "minimum", "winner.", 1, 10_000_000, 100));
    }

    private JsonNode list(JsonNode json, String field) {
        var list = json.path(field);
        if (Reading.given(list) && !list.isArray()) r.fault(field, "not-a-list");
        if (!list.isArray()) return JsonNodeFactory.instance.arrayNode();
        if (list.size() > MOST_WAYS) r.fault(field, "too-many", MOST_WAYS);
        for (var i = 0; i < list.size(); i++)
            if (!list.get(i).isObject()) r.fault(field + "[" + i + "]", "not-an-object");
        return list;
    }

    private Map<String, JsonNode> attributes(JsonNode json) {
        var attributes = new LinkedHashMap<String, JsonNode>();
        var given = json.path("attributes");
        if (Reading.given(given) && !given.isObject()) r.fault("attributes", "not-an-object");
        if (given.size() > 50) r.fault("attributes", "too-many", 50);
        for (var entry : given.properties()) {
            var at = "attributes." + entry.getKey();
            var value = entry.getValue();
            if (entry.getKey().isBlank() || entry.getKey().length() > 100)
                r.fault(at, "name-length", 100);
            else if (RESERVED.contains(entry.getKey())) r.fault(at, "set-by-person");
            else if (!value.isValueNode()) r.fault(at, "not-a-value");
            else if (value.isString()
                    && (value.asString().length() > 1_000 || value.asString().indexOf(0) >= 0))
                r.fault(at, "too-long", 1_000);
            else attributes.put(entry.getKey(), value);
        }
        return attributes;
    }

    private @Nullable String onlyIfSent(JsonNode json) {
        var step = next(json, "onlyIfSent");
        return step.isEmpty() ? null : step;
    }

    private MailContent content(JsonNode json, String at) {
        r.only(json, at, "subject", "preheader", "mjml", "text");
        var text = r.text(json, "text", at, LONGEST_TEXT);
        return new MailContent(
                r.text(json, "subject", at, 1000),
                r.text(json, "preheader", at, 1000),
                r.text(json, "mjml", at, LONGEST_TEXT),
                text.isEmpty() ? null : text);
    }

    private Since since(JsonNode json) {
        return switch (r.text(json, "since", "", 20)) {
            case "", "step" -> Since.STEP;
            case "entry" -> Since.ENTRY;
            case String other -> {
                r.unknown("since", other, "step, entry");
                yield Since.STEP;
            }
        };
    }

    private String next(JsonNode json, String field) {
        return r.text(json, field, "", 100);
    }
}
