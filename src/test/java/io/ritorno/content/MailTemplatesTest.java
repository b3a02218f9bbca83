package io.ritorno.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.platform.Reason;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

class MailTemplatesTest {
    private static final String CART =
            """
            <mjml>
              <mj-head><mj-attributes><mj-all font-family="Arial"/></mj-attributes></mj-head>
              <mj-body background-color="#eeeeee">
                <mj-section>
                  <mj-column>
                    <mj-text>Hi {{ person.firstName | default: "there" }}, your cart of {{ cart.valueText }}</mj-text>
                    {% for line in cart.lines %}
                    <mj-image src="{{ line.image }}" alt="{{ line.name }}" href="{{ line.url }}"/>
                    <mj-text>{{ line.quantity }} × {{ line.name }}{% if line.quantity > 1 %} for {{ line.totalText }}{% endif %}</mj-text>
                    {% endfor %}
                    <mj-table>{% for line in cart.lines %}<tr><td>{{ line.name }}</td></tr>{% endfor %}</mj-table>
                    <mj-button href="{{ cart.url }}" background-color="{{ shop.accentColor }}">Back to the cart</mj-button>
                  </mj-column>
                </mj-section>
              </mj-body>
            </mjml>
            """;

    private final MailTemplates templates = new MailTemplates();

    @Test
    void fillsACartAndItsPictures() {
        var mail = mail(content("Your cart, {{ person.firstName }}", CART), model());

        assertThat(mail.subject()).isEqualTo("Your cart, Anna");
        var page = Jsoup.parse(mail.html());
        assertThat(page.text()).contains("Hi Anna, your cart of 129,90 zł").contains("2 × Mug for");
        assertThat(page.select("img").eachAttr("src"))
                .containsExactly("https://s.example/mug.png", "https://s.example/hat.png");
        assertThat(page.select("td:containsOwn(Hat)")).isNotEmpty();
        assertThat(page.select("a:contains(Back)").attr("href"))
                .isEqualTo("https://s.example/cart?a=1&b=2");
        assertThat(mail.html()).contains("#aa3300").doesNotContain("{{").doesNotContain("\u0298");
        assertThat(page.select("html").attr("lang")).isEqualTo("pl");
    }

    @Test
    void saysALinkOfPictureAndNameOnce() {
        var mjml =
                """
                <mjml><mj-body><mj-section><mj-column>
                  {% for line in cart.lines %}
                  <mj-image src="{{ line.image }}" alt="{{ line.name }}" href="{{ line.url }}"/>
                  <mj-text><a href="{{ line.url }}">{{ line.name }}</a></mj-text>
                  {% endfor %}
                </mj-column></mj-section></mj-body></mjml>
                """;
        assertThat(mail(content("s", mjml), model()).text().lines().filter(l -> l.contains("Hat")))
                .hasSize(1);
    }

    @Test
    void makesTheTextPartFromThePage() {
        var text = mail(content("s", CART), model()).text();

        assertThat(text)
                .contains("Hi Anna, your cart of 129,90 zł\n")
                .contains("2 × Mug for 99,80 zł\n")
                .contains("1 × Hat\n")
                .contains("Back to the cart: https://s.example/cart?a=1&b=2\n")
                .doesNotContain("<")
                .doesNotContain("\n\n\n");
    }

    @Test
    void whatStandsBesideAnotherWithALinkOfItsOwnBeginsAnew() {
        var mjml =
                """
                <mjml><mj-body><mj-section><mj-column><mj-table><tr>
                  <td><a href="https://s.example/1">Mug</a><span>5 zł</span></td>
                  <td><a href="https://s.example/2">Hat</a><span>9 zł</span></td>
                  <td>in stock</td>
                </tr></mj-table></mj-column></mj-section></mj-body></mjml>
                """;
        assertThat(mail(content("s", mjml), model()).text())
                .isEqualTo(
                        "Mug: https://s.example/1\n5 zł\n\nHat: https://s.example/2\n9 zł in stock\n");
    }

    @Test
    void theMailItselfIsNotShownBesideAShortPreheader() {
        var content = new MailContent("s", "Soon", CART, null);
        var hidden = Jsoup.parse(mail(content, model()).html()).expectFirst("body > div");
        assertThat(hidden.attr("style")).contains("display:none");
        assertThat(hidden.wholeText()).startsWith("Soon").hasSizeGreaterThan(150);
        assertThat(mail(content, model()).text()).doesNotContain("Soon").doesNotContain("\u034F");
    }

    @Test
    void keepsTheTextPartThatIsGiven() {
        var content = new MailContent("s", "", CART, "Ciao {{ person.firstName }} & co");
        assertThat(mail(content, model()).text()).isEqualTo("Ciao Anna & co\n");
    }

    @Test
    void aMissingValueFailsTheWholeMail() {
        var model = model();
        model.put("cart", Map.of("valueText", "1", "lines", List.of()));
        assertThat(failed(content("s", CART), model)).startsWith("cart.url is missing; say");
        model.remove("cart");
        assertThat(failed(content("s", CART), model)).startsWith("cart.valueText is missing; say");
    }

    @Test
    void aMissingValueFailsBehindFiltersInAssignmentsAndInLoops() {
        assertThat(failed(text("{{ person.lastName | upcase }}"), model()))
                .startsWith("person.lastName is missing; say");
        assertThat(failed(text("{% assign n = person.lastName | append: '!' %}{{ n }}"), model()))
                .startsWith("person.lastName is missing; say");
        assertThat(failed(text("{% for x in event.list %}{{ x }}{% endfor %}"), model()))
                .startsWith("event.list is missing; say");
        assertThat(failed(text("{{ cart.lines[9].name }}"), model())).contains("is missing");
    }

    @Test
    void whatMayBeMissingIsAskedForOrHasADefault() {
        var content =
                text(
                        "{% if person.lastName %}Dear {{ person.lastName }}{% else %}Hello{% endif %},"
                                + " {{ person.company | default: 'friend' }}");
        assertThat(Jsoup.parse(mail(content, model()).html()).text()).contains("Hello, friend");
    }

    @Test
    void valuesAreTextWhateverTheyHold() {
        var model = model();
        model.put(
                "person",
                Map.of("firstName", "<script>alert(1)</script>{{ shop.name }}{% raw %}\"'"));
        var mail =
                mail(
                        content(
                                "For {{ person.firstName }}",
                                mjml(
                                        "<mj-image src=\"https://x/{{ person.firstName }}\"/>{{ person.firstName }}"
                                                        .replace("}}\"/>{{", "}}\"/><mj-text>{{")
                                                + "</mj-text>")),
                        model);

        var page = Jsoup.parse(mail.html());
        assertThat(page.select("script")).isEmpty();
        assertThat(page.select("img").attr("src"))
                .isEqualTo("https://x/<script>alert(1)</script>{{ shop.name }}{% raw %}\"'");
        assertThat(page.body().text())
                .contains("<script>alert(1)</script>{{ shop.name }}{% raw %}\"'");
        assertThat(mail.subject()).contains("<script>").doesNotContain("Sklep");
    }

    @Test
    void aSubjectIsOneLine() {
        var model = model();
        model.put("person", Map.of("firstName", "Anna\r\nBcc: all@example.com"));
        assertThat(mail(content("Hi {{ person.firstName }}", CART), model).subject())
                .isEqualTo("Hi Anna Bcc: all@example.com");
    }

    @Test
    void capturedOutputIsEscapedOnce() {
        var model = model();
        model.put("person", Map.of("firstName", "A&B"));
        var html =
                mail(
                                text(
                                        "{% capture x %}<b>{{ person.firstName }}</b>{% endcapture %}{{ x }} {{ person.firstName | escape }}"),
                                model)
                        .html();
        assertThat(html).contains("<b>A&amp;B</b> A&amp;B").doesNotContain("&amp;amp;");
    }

    @Test
    void moneyAndDaysSpeakThePersonsLanguage() {
        var model = model();
        model.put("event", Map.of("amount", 1234567, "at", "2026-11-21T23:30:00Z"));
        var content = text("{{ event.amount | money }} {{ event.at | day }} {{ event.at | time }}");
        assertThat(Jsoup.parse(mail(content, model).html()).text())
                .contains("12 345,67 zł 22 listopada 2026 00:30");
        model.put(Formats.KEY, new Formats("en", Currency.getInstance("JPY"), ZoneId.of("UTC")));
        assertThat(Jsoup.parse(mail(content, model).html()).text())
                .contains("¥1,234,567 November 21, 2026 11:30");
        assertThat(new Formats("en", Currency.getInstance("PLN"), ZoneId.of("UTC")).money(-52_900))
                .isEqualTo("-PLN\u00a0529.00");
    }

    @Test
    void loopsAndTextsHaveAnEnd() {
        assertThat(failed(text("{% for i in (1..100000000) %}x{% endfor %}"), model()))
                .contains("20000");
        assertThat(
                        failed(
                                text(
                                        "{% assign a = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}"),
                                model()))
                .contains("a is longer than");
        assertThat(
                        failed(
                                text(
                                        "{% for i in (1..100) %}{% for j in (1..100) %}"
                                                + "x".repeat(100)
                                                + "{% endfor %}{% endfor %}"),
                                model()))
                .contains("longer than 500000");
        assertThat(failed(text("{{ event.a | replace: 'a', event.a }}"), long1000()))
                .contains("too long");
    }

    @Test
    void aGoodTemplateHasNoFaults() {
        assertThat(templates.check(content("Hi {{ person.firstName | default: 'you' }}", CART)))
                .isEmpty();
    }

    @Test
    void faultsNameTheirLine() {
        assertThat(faults("<mj-text>\n{{ cart.valeu }}</mj-text>"))
                .singleElement()
                .asString()
                .contains("mjml:5")
                .contains("`cart` has no `valeu`; it has")
                .contains("valueText");
        assertThat(faults("<mj-text>{{ car.value }}</mj-text>").toString())
                .contains("no variable `car`");
        assertThat(faults("<mj-text>{{ cart.value | mony }}</mj-text>").toString())
                .contains("no filter `mony`");
        assertThat(faults("<mj-text>{% if cart.value %}</mj-text>").toString()).contains("mjml:");
        assertThat(faults("<mj-text>{{ cart.value }</mj-text>").toString()).contains("mjml:4");
        assertThat(faults("<mj-text>{% frobnicate %}</mj-text>").toString()).contains("mjml:4");
        assertThat(faults("<mj-text>{% include '/etc/passwd' %}</mj-text>").toString())
                .contains("nothing can be included");
        assertThat(
                        faults(
                                        "<mj-text>{% for line in cart.lines %}{{ line.nme }}{% endfor %}</mj-text>")
                                .toString())
                .contains("`line` has no `nme`");
    }

    @Test
    void faultsAreToldInTheReadersLanguage() {
        var fault = templates.check(content("s", mjml("<mj-text>a"))).getFirst();
        assertThat(fault.line()).isEqualTo(4);
        assertThat(fault.message().in(Locale.ITALIAN))
                .isEqualTo("<mj-text> non è chiuso: aggiungi </mj-text>");
        assertThat(fault.message().in(Locale.of("pl")))
                .isEqualTo("<mj-text> nie jest zamknięty: dopisz </mj-text>");
        // from where the tag begins that is not understood
        assertThat(faults("<mj-text>Your cart holds {{ cart.value } now</mj-text>"))
                .singleElement()
                .asString()
                .isEqualTo("mjml:4 Liquid is not understood near `{{ cart.value } now</mj-text>`");
    }

    @Test
    void whyAMailWasNotFilledIsKeptAndToldLater() {
        var model = model();
        model.put("person", Map.of("email", "anna@example.com"));
        var failed = (Rendered.Failed) templates.render(text("{{ person.lastName }}"), model);
        var kept = failed.reason().kept();
        assertThat(kept).isEqualTo("[\"\",\"value-missing\",\"person.lastName\"]");
        assertThat(Reason.told(kept, Locale.ITALIAN))
                .isEqualTo(
                        "manca person.lastName; indica cosa scrivere al suo posto: {{"
                                + " person.lastName | default: \"…\" }}");
    }

    @Test
    void loopsWithoutEndAreToldAsSuch() {
        var rounds = "{% for a in (1..9000) %}{% for b in (1..9000) %}.{% endfor %}{% endfor %}";
        assertThat(failed(text(rounds), model())).startsWith("the loops go round more than 20000");
        assertThat(failed(text("{{ cart.valueText | money }}"), model()))
                .startsWith("`money` needs a whole number");
    }

    @Test
    void brokenMjmlIsRefused() {
        assertThat(faults("<mj-text>a").toString()).contains("mjml:4 <mj-text> is not closed");
        assertThat(faults("<mj-txt>a</mj-txt>").toString())
                .contains("there is no element <mj-txt>");
        assertThat(faults("<mj-section></mj-section>").toString())
                .contains("<mj-section> may not stand in <mj-column>");
        assertThat(templates.check(content("s", "<p>no</p>")).toString())
                .contains("there is no <mjml>");
        assertThat(templates.check(content("s", "<mjml></mjml>")).toString())
                .contains("there is no <mj-body>");
        assertThat(faults("<mj-text {% if cart %}align=\"left\"{% endif %}>a</mj-text>").toString())
                .contains("has no effect");
    }

    @Test
    void faultsOfTheSubjectAreTheSubjects() {
        assertThat(templates.check(content("{{ persn.name }}", CART)))
                .extracting(Fault::field)
                .containsExactly("subject");
        assertThat(templates.check(content(" ", CART))).hasSize(1);
        assertThat(templates.check(content("s", "x".repeat(500_001)))).hasSize(1);
    }

    @Test
    void whatIsBrokenIsNeverSent() {
        assertThat(failed(content("{{ a", CART), model())).contains("line 1");
        assertThat(failed(content("{{ event.no | default: '' }}", CART), model()))
                .isEqualTo("the subject is empty");
    }

    @Test
    void thePreheaderIsTheFirstTextAndNotInTheTextPart() {
        var content = new MailContent("s", "Still <here>, {{ person.firstName }}", CART, null);
        var mail = mail(content, model());
        assertThat(Jsoup.parse(mail.html()).body().text().replaceAll("[\\u034F\\u200C\\s]+", " "))
                .startsWith("Still <here>, Anna Hi Anna");
        assertThat(mail.text()).startsWith("Hi Anna");
    }

    private static Map<String, Object> long1000() {
        var model = model();
        model.put("event", Map.of("a", "a".repeat(1000)));
        return model;
    }

    static Map<String, Object> model() {
        var model = new HashMap<String, Object>();
        model.put("person", Map.of("firstName", "Anna", "email", "anna@example.com"));
        model.put("shop", Map.of("name", "Sklep", "accentColor", "#aa3300"));
        model.put("event", Map.of("at", Instant.EPOCH.toString()));
        model.put("language", "pl");
        model.put(
                "cart",
                Map.of(
                        "url",
                        "https://s.example/cart?a=1&b=2",
                        "valueText",
                        "129,90 zł",
                        "lines",
                        List.of(line("Mug", 2, "99,80 zł"), line("Hat", 1, "30,10 zł"))));
        model.put(
                Formats.KEY,
                new Formats("pl", Currency.getInstance("PLN"), ZoneId.of("Europe/Warsaw")));
        return model;
    }

    private static Map<String, Object> line(String name, int quantity, String total) {
        return Map.of(
                "name",
                name,
                "quantity",
                quantity,
                "totalText",
                total,
                "url",
                "https://s.example/" + name,
                "image",
                "https://s.example/" + name.toLowerCase(java.util.Locale.ROOT) + ".png");
    }

    private static MailContent content(String subject, String mjml) {
        return new MailContent(subject, "", mjml, null);
    }

    private static MailContent text(String words) {
        return content("s", mjml("<mj-text>" + words + "</mj-text>"));
    }

    private static String mjml(String inColumn) {
        return "<mjml>\n<mj-body>\n<mj-section><mj-column>\n"
                + inColumn
                + "\n</mj-column></mj-section></mj-body></mjml>";
    }

    private List<String> faults(String inColumn) {
        return templates.check(content("s", mjml(inColumn))).stream()
                .map(fault -> fault.field() + ":" + fault.line() + " " + fault.message())
                .toList();
    }

    private Mail mail(MailContent content, Map<String, Object> model) {
        var rendered = templates.render(content, model);
        assertThat(rendered).isInstanceOf(Mail.class);
        return (Mail) rendered;
    }

    private String failed(MailContent content, Map<String, Object> model) {
        var rendered = templates.render(content, model);
        assertThat(rendered).isInstanceOf(Rendered.Failed.class);
        return ((Rendered.Failed) rendered).reason().toString();
    }
}
