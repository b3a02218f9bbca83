package io.ritorno.delivery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /// The page with our links in the place of the shop's, and the pixel at its end.
    static String html(String html, String base, Links.Of links) {
        var indexes = new LinkedHashMap<String, Integer>();
        var ours = new ArrayList<String>();
        var page =
                rewrite(
                        html,
                        href -> {
                            if (!tracked(href, base)) return href;
                            var index = indexes.get(href);
                            if (index == null) {
                                index = indexes.size();
                                indexes.put(href, index);
                                ours.add(links.click(index));
                            }
                            return ours.get(index);
                        });
        var pixel =
                "<img src=\""
                        + links.open()
                        + "\" width=\"1\" height=\"1\" alt=\"\" style=\"display:block;border:0;\">";
        var end = page.lastIndexOf("</body>");
        return end < 0 ? page + pixel : page.substring(0, end) + pixel + page.substring(end);
    }

    /// The text part with our links, for those addresses that the page links too.
    static String text(String text, List<String> targets, Links.Of links) {
        var matcher = ADDRESS.matcher(text);
        var result = new StringBuilder();
        var at = 0;
        while (matcher.find()) {
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
        var at = 0;
        for (var sign = html.indexOf('='); sign >= 0; sign = html.indexOf('=', sign + 1)) {
            var name = attribute(html, sign);
            if (sign < at || name < 0 || !link(html, name)) continue;
            var open = sign + 1;
            while (open < html.length() && space(html.charAt(open))) open++;
            if (open == html.length() || "\"'".indexOf(html.charAt(open)) < 0) continue;
            var close = html.indexOf(html.charAt(open), open + 1);
            if (close < 0) continue;
            var href = Parser.unescapeEntities(html.substring(open + 1, close), true).strip();
            var target = change.apply(safe(href) ? href : "#");
            result.append(html, at, open).append('"').append(escape(target)).append('"');
            at = close + 1;
        }
        return result.append(html, at, html.length()).toString();
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
        var lower = href.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://")
                || lower.startsWith("http://")
                || lower.startsWith("mailto:")
                || lower.startsWith("tel:")
                || lower.startsWith("#");
    }

    private static boolean tracked(String href, String base) {
        return href.toLowerCase(Locale.ROOT).startsWith("http") && !href.startsWith(base + "/");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
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
