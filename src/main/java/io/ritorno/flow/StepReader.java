package io.ritorno.flow;

import io.ritorno.content.MailContent;
import io.ritorno.flow.Step.Since;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one step.
final class StepReader {
    /// The languages a message can be in.
    static final Set<String> LOCALES = Set.of("en", "it", "pl");

    private static final int LONGEST_TEXT = 200_000;

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
            case "end" -> {
                r.only(json, "", "type", "name", "ui");
                return new Step.End();
            }
            case "" -> {}
            case String other -> r.unknown("type", other, "wait, branch, send, end");
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
            r.fault("minimumCart", "must be an amount in minor units, 0 or more");
        var content = new LinkedHashMap<String, MailContent>();
        var texts = json.path("content");
        if (Reading.given(texts) && !texts.isObject())
            r.fault("content", "must be an object by language");
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
