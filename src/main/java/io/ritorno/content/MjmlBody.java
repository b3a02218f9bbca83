package io.ritorno.content;

import ch.digitalfondue.mjml4j.Mjml4j;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.parser.Parser;

/// MJML with Liquid in it, made into HTML with the same Liquid in it. The Liquid is taken out
/// before and put back after, because it is no HTML: `{% if a < b %}` and quotes in attributes
/// would come to harm.
final class MjmlBody {
    private static final Pattern LIQUID =
            Pattern.compile("\\{\\{.*?\\}\\}|\\{%.*?%\\}|[\u0298\u0299]", Pattern.DOTALL);
    // two letters that a text hardly ever has, yet may stand wherever a name may; where a text has
    // them, they are taken out and put back like Liquid
    private static final char OPEN = '\u0298';
    private static final char CLOSE = '\u0299';
    private static final Pattern PLACE = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

    private static final Pattern INDENT = Pattern.compile("(\\n)\\s+|( )[ \\t]+");
    // where line ends and blanks may be meant to be seen
    private static final Pattern EXACT =
            Pattern.compile(
                    "<pre|<textarea|white-space\\s*:\\s*(pre|break-spaces)|newline_to_br",
                    Pattern.CASE_INSENSITIVE);

    /// The language of the page.
    private static final String LANGUAGE = "{{ language | default: 'en' }}";

    private final List<String> liquid = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final String html;

    private MjmlBody(String mjml, String preheader) {
        var source = take(mjml);
        var own = liquid.size();
        var page = narrow(Mjml4j.render(source, new Mjml4j.Configuration(place(LANGUAGE, 0))));
        html =
                withPreheader(
                        page,
                        preheader.isBlank() ? "" : take(Parser.unescapeEntities(preheader, true)));
        // only what stands in the body can get lost
        while (lines.size() > own) lines.removeLast();
    }

    /// @throws RuntimeException when it is not MJML
    static MjmlBody of(String mjml, String preheader) {
        return new MjmlBody(mjml, preheader);
    }

    /// The whole page, with the Liquid in its places.
    String html() {
        return restore(html);
    }

    /// The page's text as a text with Liquid.
    String text() {
        return TextVersion.linksOnce(restore(TextVersion.of(html)));
    }

    /// Lines with Liquid that MJML has thrown away, as it does with what stands where an
    /// attribute's name is expected, or in an attribute it does not know.
    List<Integer> lost() {
        var lost = new ArrayList<Integer>();
        for (var i = 0; i < lines.size(); i++)
            if (!html.contains("" + OPEN + i + CLOSE)) lost.add(lines.get(i));
        return lost;
    }

    /// Without the indentation that MJML makes, which is a part of each mail that nobody sees.
    private String narrow(String page) {
        var exact =
                EXACT.matcher(page).find()
                        || liquid.stream().anyMatch(tag -> EXACT.matcher(tag).find());
        return exact ? page : INDENT.matcher(page).replaceAll("$1$2");
    }

    private String take(String text) {
        var matcher = LIQUID.matcher(text);
        var result = new StringBuilder();
        var line = 1;
        var at = 0;
        while (matcher.find()) {
            line += count(text, at, matcher.start());
            at = matcher.start();
            var tag = Parser.unescapeEntities(matcher.group(), true);
            matcher.appendReplacement(result, place(tag, line));
        }
        return matcher.appendTail(result).toString();
    }

    private static int count(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private String place(String tag, int line) {
        liquid.add(tag);
        lines.add(line);
        return "" + OPEN + (liquid.size() - 1) + CLOSE;
    }

    private String restore(String text) {
        var matcher = PLACE.matcher(text);
        var result = new StringBuilder(text.length() + 1000);
        var at = 0;
        while (matcher.find()) {
            result.append(text, at, matcher.start())
                    .append(liquid.get(Integer.parseInt(matcher.group(1))));
            at = matcher.end();
        }
        return result.append(text, at, text.length()).toString();
    }

    /// Takes up the room that a short preheader leaves, where a mailbox would else show how the
    /// mail begins: joiners and spaces, of which nothing is seen.
    private static final String AFTER_PREHEADER = "\u034F\u200C\u00A0".repeat(60);

    /// What a mailbox shows after the subject: the first text of the page, which nobody sees on it.
    private static String withPreheader(String page, String preheader) {
        if (preheader.isEmpty()) return page;
        var body = page.indexOf("<body");
        var end = body < 0 ? -1 : page.indexOf('>', body);
        if (end < 0) return page;
        return page.substring(0, end + 1)
                + "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;\">"
                + StrictNodes.escape(preheader)
                + AFTER_PREHEADER
                + "</div>"
                + page.substring(end + 1);
    }
}
