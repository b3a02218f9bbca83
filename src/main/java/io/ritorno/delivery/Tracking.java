package io.ritorno.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/// The links of a filled mail: found, made harmless, replaced by ours. The stored body has the
/// shop's own addresses, so a link of a mail is told by its place: the n-th different one.
final class Tracking {
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s<>\"]+");
    private static final Pattern END = Pattern.compile("[).,;:!?]+$");

    private Tracking() {}

    /// The different addresses outside `base` that a page's links lead to, in order.
    static List<String> targets(String html, String base) {
        var found = new LinkedHashMap<String, Integer>();
        rewrite(
                html,
                href -> {
                    if (tracked(href, base)) found.putIfAbsent(href, found.size());
                    return href;
                });
        return List.copyOf(found.keySet());
    }

    /// A filled page in its two forms.
    ///
    /// @param kept as it is stored, with the shop's own addresses
    /// @param outgoing the same with our links in their place, and the picture by whose loading we
    ///   learn of an opening
    /// @param targets the shop's addresses, see [#targets]
    record Page(String kept, String outgoing, List<String> targets) {
        /// With more at the end of the body, which must need no rewriting.
        Page with(String more) {
            return new Page(withEnd(kept, more), withEnd(outgoing, more), targets);
        }
    }

    private static String withEnd(String page, String more) {
        var end = page.lastIndexOf("</body>");
        return end < 0 ? page + more : page.substring(0, end) + more + page.substring(end);
    }

    /// Both forms of a page at once.
    static Page page(String html, String base, Links.Of links) {
        var ours = new LinkedHashMap<String, String>();
        var kept = new StringBuilder(html.length() + 500);
        var outgoing = new StringBuilder(html.length() + 3000);
        var body = html.lastIndexOf("</body>");
        var end = body < 0 ? html.length() : body;
        walk(
                html,
                new Walker() {
                    @Override
                    public void text(int from, int to) {
                        kept.append(html, from, to);
                        if (from > end || to < end) outgoing.append(html, from, to);
                        else
                            outgoing.append(html, from, end)
                                    .append("<img src=\"")
                                    .append(links.open())
                                    .append("\" width=\"1\" height=\"1\" alt=\"\"")
                                    .append(" style=\"display:block;border:0;\">")
                                    .append(html, end, to);
                    }

                    @Override
                    public void href(String href) {
                        attribute(kept, href);
                        attribute(
                                outgoing,
                                tracked(href, base)
                                        ? ours.computeIfAbsent(href, _ -> links.click(ours.size()))
                                        : href);
                    }
                });
        return new Page(kept.toString(), outgoing.toString(), List.copyOf(ours.keySet()));
    }

    /// The text part with our links, for those addresses that the page links too.
    static String text(String text, List<String> targets, Links.Of links) {
        var matcher = ADDRESS.matcher(text);
        var result = new StringBuilder(text.length() + 1000);
        var at = 0;
        for (var from = text.indexOf("http"); from >= 0; from = text.indexOf("http", from + 4)) {
            if (from < at || !matcher.region(from, text.length()).lookingAt()) continue;
            var address = END.matcher(matcher.group()).replaceAll("");
            var index = targets.indexOf(address);
            if (index < 0) continue;
            result.append(text, at, matcher.start()).append(links.click(index));
            at = matcher.start() + address.length();
        }
        return result.append(text, at, text.length()).toString();
    }

    /// The page to be looked at by somebody else: links to this program (unsubscribe, preferences)
    /// lead nowhere.
    static String harmless(String html, String base) {
        return rewrite(html, href -> href.startsWith(base + "/") ? "#" : href);
    }

    /// Each link's address through `change`. Only web, mail and phone addresses stay: what else
    /// came in by a product's data is cut.
    static String rewrite(String html, UnaryOperator<String> change) {
        var result = new StringBuilder(html.length() + 2000);
        walk(
                html,
                new Walker() {
                    @Override
                    public void text(int from, int to) {
                        result.append(html, from, to);
                    }

                    @Override
                    public void href(String href) {
                        attribute(result, change.apply(href));
                    }
                });
        return result.toString();
    }

    /// Told of a page's pieces in their order.
    private interface Walker {
        void text(int from, int to);

        /// @param href a link's address, plain and safe; what is written in its place needs quotes
        void href(String href);
    }

    private static void walk(String html, Walker walker) {
        var at = 0;
        for (var sign = html.indexOf('='); sign >= 0; sign = html.indexOf('=', sign + 1)) {
            var name = attribute(html, sign);
            if (sign < at || name < 0 || !link(html, name)) continue;
            var open = sign + 1;
            while (open < html.length() && space(html.charAt(open))) open++;
            if (open == html.length() || "\"'".indexOf(html.charAt(open)) < 0) continue;
            var close = html.indexOf(html.charAt(open), open + 1);
            if (close < 0) continue;
            var href = plain(html.substring(open + 1, close)).strip();
            walker.text(at, open);
            walker.href(safe(href) ? href : "#");
            at = close + 1;
        }
        walker.text(at, html.length());
    }

    private static String plain(String attribute) {
        return attribute.indexOf('&') < 0 ? attribute : Parser.unescapeEntities(attribute, true);
    }

    private static void attribute(StringBuilder page, String value) {
        page.append('"');
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '"' -> page.append("&quot;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                default -> page.append(c);
            }
        }
        page.append('"');
    }

    /// Where the `href` before this equals sign begins; -1 when it is none.
    private static int attribute(String html, int sign) {
        var end = sign;
        while (end > 0 && space(html.charAt(end - 1))) end--;
        return html.regionMatches(true, end - 4, "href", 0, 4) ? end - 4 : -1;
    }

    private static boolean space(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\u000b';
    }

    /// Whether the attribute at this place is of an element that people click: also Outlook's
    /// `v:roundrect`, but not `link`.
    private static boolean link(String html, int attribute) {
        var tag = html.lastIndexOf('<', attribute);
        return tag >= 0
                && (html.startsWith("a", tag + 1)
                        || html.startsWith("A", tag + 1)
                        || html.startsWith("v:", tag + 1))
                && html.indexOf('>', tag) > attribute;
    }

    private static boolean safe(String href) {
        return begins(href, "https://")
                || begins(href, "http://")
                || begins(href, "mailto:")
                || begins(href, "tel:")
                || begins(href, "#");
    }

    private static boolean tracked(String href, String base) {
        return begins(href, "http")
                && !(href.startsWith(base) && href.startsWith("/", base.length()));
    }

    private static boolean begins(String text, String with) {
        var length = with.length();
        return text.length() >= length
                && text.substring(0, length).toLowerCase(Locale.ROOT).equals(with);
    }

    /// The address with more parameters, before its fragment; those it has already are left.
    static String with(String address, Map<String, String> parameters) {
        var hash = address.indexOf('#');
        var fragment = hash < 0 ? "" : address.substring(hash);
        var result = new StringBuilder(hash < 0 ? address : address.substring(0, hash));
        parameters.forEach(
                (name, value) -> {
                    if (Pattern.compile("[?&]" + Pattern.quote(name) + "=").matcher(result).find())
                        return;
                    result.append(result.indexOf("?") < 0 ? '?' : '&')
                            .append(name)
                            .append('=')
                            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                });
        return result + fragment;
    }
}
