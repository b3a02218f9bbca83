package io.ritorno.content;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks mail templates and fills them. A template is compiled once, on its first use on a node:
/// MJML to HTML with the Liquid kept in it, then the Liquid to nodes. Filling it for a person only
/// walks the nodes.
///
/// A person's values are text and never read as HTML or Liquid. A value that is missing fails the
/// mail of that person; `{{ person.firstName | default: "…" }}` says what to write instead.
@Component
public class MailTemplates {
    /// Characters that a template may have, and a filled mail.
    public static final int MOST = Liquid.MOST;

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// @param made null when the text part must be made from each filled page
    private record Compiled(Liquid subject, Liquid html, @Nullable Liquid text) {}

    /// Either a compiled template or why there is none.
    private record Attempt(@Nullable Compiled compiled, String reason) {}

    private final LoadingCache<MailContent, Attempt> cache =
            Caffeine.newBuilder()
                    .maximumWeight(64_000_000)
                    .weigher(
                            (MailContent content, Attempt attempt) ->
                                    1000 + 10 * content.mjml().length())
                    .build(MailTemplates::compile);

    /// What is wrong with a template: broken Liquid, names and filters that do not exist, broken
    /// MJML, too long. Empty when it can be sent.
    public List<Fault> check(MailContent content) {
        var faults = new ArrayList<Fault>();
        if (content.subject().isBlank())
            faults.add(new Fault("subject", 1, null, "there is no subject"));
        liquid(faults, "subject", content.subject());
        liquid(faults, "preheader", content.preheader());
        var liquid = liquid(faults, "mjml", content.mjml());
        if (content.text() != null) liquid(faults, "text", content.text());
        if (content.mjml().length() > MOST) return faults;
        faults.addAll(MjmlCheck.check(content.mjml()));
        if (!liquid || !faults.isEmpty()) return faults;
        try {
            var body = MjmlBody.of(content.mjml(), content.preheader());
            for (var line : body.lost())
                faults.add(
                        new Fault(
                                "mjml",
                                line,
                                null,
                                "Liquid here has no effect: MJML drops it. It may stand in texts and"
                                        + " in the values of attributes"));
        } catch (RuntimeException e) {
            faults.add(new Fault("mjml", 1, null, "not MJML: " + e.getMessage()));
        }
        if (faults.isEmpty()) {
            var attempt = compile(content);
            if (attempt.compiled() == null)
                faults.add(new Fault("mjml", 1, null, attempt.reason()));
        }
        return faults;
    }

    private static boolean liquid(List<Fault> faults, String field, String text) {
        if (text.length() > MOST) {
            faults.add(new Fault(field, 1, null, "longer than " + MOST + " characters"));
            return false;
        }
        try {
            faults.addAll(Variables.check(field, Liquid.parse(text, false).tree()));
            return true;
        } catch (Liquid.Broken e) {
            faults.add(new Fault(field, e.line, e.column, String.valueOf(e.getMessage())));
            return false;
        }
    }

    /// Fills a template for one person. Safe for any number of threads.
    ///
    /// @param model maps, lists, texts, numbers, times; [Formats] under [Formats#KEY]
    public Rendered render(MailContent content, Map<String, Object> model) {
        var attempt = cache.get(content);
        var compiled = attempt.compiled();
        if (compiled == null) return new Rendered.Failed(attempt.reason());
        try {
            var subject = BLANKS.matcher(compiled.subject().fill(model)).replaceAll(" ").strip();
            if (subject.isEmpty()) return new Rendered.Failed("the subject is empty");
            var html = compiled.html().fill(model);
            var text =
                    compiled.text() == null
                            ? TextVersion.of(html)
                            : TextVersion.tidy(compiled.text().fill(model));
            return new Mail(subject, html, text);
        } catch (RuntimeException e) {
            var message = e.getMessage();
            return new Rendered.Failed(message == null ? e.getClass().getSimpleName() : message);
        }
    }

    private static Attempt compile(MailContent content) {
        try {
            if (content.mjml().length() > MOST)
                return new Attempt(null, "longer than " + MOST + " characters");
            var body = MjmlBody.of(content.mjml(), content.preheader());
            return new Attempt(
                    new Compiled(
                            Liquid.parse(content.subject(), false),
                            Liquid.parse(body.html(), true),
                            text(content, body)),
                    "");
        } catch (Liquid.Broken e) {
            return new Attempt(null, "line " + e.line + ": " + e.getMessage());
        } catch (RuntimeException e) {
            return new Attempt(null, "not MJML: " + e.getMessage());
        }
    }

    private static @Nullable Liquid text(MailContent content, MjmlBody body) throws Liquid.Broken {
        if (content.text() != null) return Liquid.parse(content.text(), false);
        try {
            return Liquid.parse(body.text(), false);
        } catch (Liquid.Broken e) {
            // its blocks do not nest once the page is gone: made from each filled page instead
            return null;
        }
    }
}
