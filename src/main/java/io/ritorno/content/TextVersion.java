package io.ritorno.content;

import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.parser.TagSet;
import org.jsoup.select.NodeVisitor;

/// The text part of a mail, made from its page: paragraphs as lines, links as `words: address`.
final class TextVersion implements NodeVisitor {
    private static final Set<String> LINES =
            Set.of(
                    "p",
                    "div",
                    "table",
                    "tr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote");
    private static final Set<String> SILENT = Set.of("head", "style", "script", "title");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\x0B\\f\\r\\n\\u00A0]+");

    /// Between the words of a link and its address.
    private static final String LINK = ": ";

    private final StringBuilder text = new StringBuilder();
    private int silent;

    private TextVersion() {}

    /// Read as XML with HTML's void elements, so that text between the rows of a table (Liquid
    /// stands there) keeps its place.
    static String of(String html) {
        var page = Jsoup.parse(html, "", Parser.xmlParser().tagSet(TagSet.Html()));
        var version = new TextVersion();
        version.walk(page);
        return linksOnce(tidy(version.text.toString()));
    }

    private void walk(Node page) {
        page.traverse(this);
    }

    /// Says a link once that is there twice in a row, as where a product's picture and its name
    /// lead to the same place.
    static String linksOnce(String text) {
        var once = new StringJoiner("\n", "", "\n");
        var before = "";
        for (var line : text.lines().toList()) {
            if (line.equals(before) && line.contains(LINK)) continue;
            once.add(line);
            if (!line.isBlank()) before = line;
        }
        return tidy(once.toString());
    }

    /// At most one empty line between lines, no spaces at their ends, one line end after the last.
    static String tidy(String text) {
        var tidy = new StringBuilder(text.length());
        var ends = 0;
        for (var at = 0; at < text.length(); ) {
            var end = text.indexOf('\n', at);
            if (end < 0) end = text.length();
            var from = at;
            var to = end;
            while (from < to && text.charAt(from) == ' ') from++;
            while (to > from && text.charAt(to - 1) == ' ') to--;
            if (from < to) {
                if (!tidy.isEmpty()) tidy.append("\n\n", 0, Math.min(2, ends));
                tidy.append(text, from, to);
                ends = 0;
            }
            ends++;
            at = end + 1;
        }
        return tidy.toString().strip() + "\n";
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            if (silences(element)) silent++;
            if (silent > 0) return;
            var name = element.normalName();
            if (name.equals("br") || LINES.contains(name)) line();
            if (name.equals("td") || name.equals("th")) cell(element);
            if (name.equals("li")) text.append("- ");
        } else if (node instanceof TextNode words && silent == 0) {
            var plain = SPACES.matcher(words.getWholeText()).replaceAll(" ");
            text.append(plain);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) return;
        if (silent == 0) {
            var name = element.normalName();
            if (name.equals("a")) link(element);
            if (LINES.contains(name)) line();
            if (name.matches("p|h[1-6]")) text.append('\n');
        }
        if (silences(element)) silent--;
    }

    private static boolean silences(Element element) {
        return SILENT.contains(element.normalName())
                || element.attr("style").replace(" ", "").startsWith("display:none");
    }

    private void link(Element link) {
        var href = link.attr("href").strip();
        var words = link.text().strip();
        if (href.isEmpty() || href.startsWith("#") || href.equals(words)) return;
        if (words.isEmpty()) {
            var image = link.selectFirst("img[alt]");
            // a picture without words says nothing in a text
            if (image == null || image.attr("alt").isBlank()) return;
            text.append(image.attr("alt"));
        }
        while (!text.isEmpty() && text.charAt(text.length() - 1) == ' ')
            text.setLength(text.length() - 1);
        text.append(LINK).append(href).append('\n');
    }

    /// Beside one another in the page: in a text so too, but that what has a link of its own, as
    /// one product beside another, begins anew.
    private void cell(Element cell) {
        var before = cell.previousElementSibling();
        var linked = false;
        for (; before != null && !linked; before = before.previousElementSibling())
            linked = before.selectFirst("a[href]") != null && !before.text().isBlank();
        var link = cell.selectFirst("a[href]");
        if (linked && link != null && !link.text().isBlank()) text.append("\n\n");
        else space();
    }

    private void line() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') text.append('\n');
    }

    private void space() {
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1)))
            text.append(' ');
    }
}
