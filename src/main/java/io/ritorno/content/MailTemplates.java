package io.ritorno.content;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.platform.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private record Attempt(@Nullable Compiled compiled, @Nullable Reason reason) {}

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
            faults.add(new Fault("subject", 1, null, Reason.of("mail-no-subject")));
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
                faults.add(new Fault("mjml", line, null, Reason.of("liquid-dropped")));
        } catch (RuntimeException e) {
            faults.add(new Fault("mjml", 1, null, unreadable(e)));
        }
        if (faults.isEmpty()) {
            var reason = compile(content).reason();
            if (reason != null) faults.add(new Fault("mjml", 1, null, reason));
        }
        return faults;
    }

    private static boolean liquid(List<Fault> faults, String field, String text) {
        if (text.length() > MOST) {
            faults.add(new Fault(field, 1, null, Reason.of("text-too-long", MOST)));
            return false;
        }
        try {
            faults.addAll(Variables.check(field, Liquid.parse(text, false).tree()));
            return true;
        } catch (Liquid.Broken e) {
            faults.add(e.in(field));
            return false;
        }
    }

    /// Fills a template for one person. Safe for any number of threads.
    ///
    /// @param model maps, lists, texts, numbers, times; [Formats] under [Formats#KEY]
    public Rendered render(MailContent content, Map<String, Object> model) {
        var attempt = cache.get(content);
        var compiled = attempt.compiled();
        if (compiled == null) return new Rendered.Failed(Objects.requireNonNull(attempt.reason()));
        try {
            var subject = BLANKS.matcher(compiled.subject().fill(model)).replaceAll(" ").strip();
            if (subject.isEmpty()) return new Rendered.Failed(Reason.of("mail-subject-empty"));
            var html = compiled.html().fill(model);
            var text =
                    compiled.text() == null
                            ? TextVersion.of(html)
                            : TextVersion.tidy(compiled.text().fill(model));
            return new Mail(subject, html, text);
        } catch (Liquid.Unfilled e) {
            return new Rendered.Failed(e.reason);
        } catch (RuntimeException e) {
            // of one person's mail only: the others' go out
            return new Rendered.Failed(Reason.of("mail-failed", e.getClass().getSimpleName()));
        }
    }

    private static Attempt compile(MailContent content) {
        try {
            if (content.mjml().length() > MOST)
                return new Attempt(null, Reason.of("text-too-long", MOST));
            var body = MjmlBody.of(content.mjml(), content.preheader());
            return new Attempt(
                    new Compiled(
                            Liquid.parse(content.subject(), false),
                            Liquid.parse(body.html(), true),
                            text(content, body)),
                    null);
        } catch (Liquid.Broken e) {
            return new Attempt(null, e.placed());
        } catch (RuntimeException e) {
            return new Attempt(null, unreadable(e));
        }
    }

    /// With what the MJML library says, in its own English.
    private static Reason unreadable(RuntimeException e) {
        return Reason.of("mjml-refused", String.valueOf(e.getMessage()));
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
