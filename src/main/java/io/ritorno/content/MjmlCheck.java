package io.ritorno.content;

import io.ritorno.platform.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds what MJML would silently drop or move: elements that do not exist, stand where they may
/// not, or are not closed. Says the line, which the MJML library cannot.
final class MjmlCheck {
    private static final Pattern TAG =
            Pattern.compile(
                    "<!--.*?-->|<(/?)(mj[a-z-]*)\\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>",
                    Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern LIQUID =
            Pattern.compile("\\{\\{.*?\\}\\}|\\{%.*?%\\}", Pattern.DOTALL);

    /// Element → where it may stand; an empty set: anywhere.
    private static final Map<String, Set<String>> PARENTS =
            Map.ofEntries(
                    Map.entry("mjml", Set.of()),
                    Map.entry("mj-head", Set.of("mjml")),
                    Map.entry("mj-body", Set.of("mjml")),
                    Map.entry("mj-title", Set.of("mj-head")),
                    Map.entry("mj-preview", Set.of("mj-head")),
                    Map.entry("mj-attributes", Set.of("mj-head")),
                    Map.entry("mj-breakpoint", Set.of("mj-head")),
                    Map.entry("mj-font", Set.of("mj-head")),
                    Map.entry("mj-style", Set.of("mj-head")),
                    Map.entry("mj-html-attributes", Set.of("mj-head")),
                    Map.entry("mj-all", Set.of("mj-attributes")),
                    Map.entry("mj-class", Set.of("mj-attributes")),
                    Map.entry("mj-selector", Set.of("mj-html-attributes")),
                    Map.entry("mj-html-attribute", Set.of("mj-selector")),
                    Map.entry("mj-wrapper", Set.of("mj-body", "mj-attributes")),
                    Map.entry("mj-section", Set.of("mj-body", "mj-wrapper", "mj-attributes")),
                    Map.entry("mj-hero", Set.of("mj-body", "mj-wrapper", "mj-attributes")),
                    Map.entry("mj-group", Set.of("mj-section", "mj-attributes")),
                    Map.entry("mj-column", Set.of("mj-section", "mj-group", "mj-attributes")),
                    Map.entry("mj-raw", Set.of()),
                    Map.entry("mj-text", inColumn()),
                    Map.entry("mj-image", inColumn()),
                    Map.entry("mj-button", inColumn()),
                    Map.entry("mj-divider", inColumn()),
                    Map.entry("mj-spacer", inColumn()),
                    Map.entry("mj-table", inColumn()),
                    Map.entry("mj-social", inColumn()),
                    Map.entry("mj-navbar", inColumn()),
                    Map.entry("mj-accordion", inColumn()),
                    Map.entry("mj-carousel", inColumn()),
                    Map.entry("mj-social-element", Set.of("mj-social", "mj-attributes")),
                    Map.entry("mj-navbar-link", Set.of("mj-navbar", "mj-attributes")),
                    Map.entry("mj-accordion-element", Set.of("mj-accordion", "mj-attributes")),
                    Map.entry(
                            "mj-accordion-title", Set.of("mj-accordion-element", "mj-attributes")),
                    Map.entry("mj-accordion-text", Set.of("mj-accordion-element", "mj-attributes")),
                    Map.entry("mj-carousel-image", Set.of("mj-carousel", "mj-attributes")));

    private static Set<String> inColumn() {
        return Set.of("mj-column", "mj-hero", "mj-attributes");
    }

    private record Open(String name, int line) {}

    private final List<Fault> faults = new ArrayList<>();
    private final ArrayDeque<Open> open = new ArrayDeque<>();
    private boolean root;
    private boolean body;

    private MjmlCheck() {}

    static List<Fault> check(String mjml) {
        var check = new MjmlCheck();
        check.walk(blanked(mjml));
        return check.faults;
    }

    /// Liquid replaced by as many spaces and line ends, so that lines stay.
    private static String blanked(String mjml) {
        return LIQUID.matcher(mjml).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
    }

    private void walk(String mjml) {
        var matcher = TAG.matcher(mjml);
        var line = 1;
        var at = 0;
        while (matcher.find()) {
            for (; at < matcher.start(); at++) if (mjml.charAt(at) == '\n') line++;
            if (matcher.group(2) == null) continue;
            var name = matcher.group(2).toLowerCase(Locale.ROOT);
            if (matcher.group(1).equals("/")) close(name, line);
            else open(name, line, matcher.group(4).equals("/"));
        }
        for (var left : open) fault(left.line(), "tag-not-closed", left.name());
        if (!root) fault(1, "tag-missing", "mjml");
        else if (!body) fault(1, "tag-missing", "mj-body");
    }

    private void open(String name, int line, boolean closed) {
        var parents = PARENTS.get(name);
        var parent = parent();
        if (name.equals("mj-include")) fault(line, "nothing-included");
        else if (parents == null) fault(line, "tag-unknown", name);
        else if (parents.isEmpty()) {
            // anywhere
        } else if (parent == null) fault(line, "tag-alone", name, where(parents));
        else if (!parents.contains(parent))
            fault(line, "tag-misplaced", name, parent, where(parents));
        root |= name.equals("mjml");
        body |= name.equals("mj-body");
        if (!closed) open.push(new Open(name, line));
    }

    private static String where(Set<String> parents) {
        var names = parents.stream().filter(p -> !p.equals("mj-attributes")).sorted().toList();
        return "<" + String.join(">, <", names) + ">";
    }

    private @Nullable String parent() {
        var top = open.peek();
        return top == null ? null : top.name();
    }

    private void close(String name, int line) {
        var known = open.stream().anyMatch(element -> element.name().equals(name));
        if (!known) {
            fault(line, "tag-closes-nothing", name);
            return;
        }
        while (true) {
            var top = open.pop();
            if (top.name().equals(name)) return;
            fault(top.line(), "tag-not-closed", top.name());
        }
    }

    private void fault(int line, String code, Object... args) {
        faults.add(new Fault("mjml", line, null, Reason.of(code, args)));
    }
}
