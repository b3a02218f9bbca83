package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.catalog.Product;
import io.ritorno.content.Mail;
import io.ritorno.content.MailTemplates;
import io.ritorno.flow.RecipeTexts;
import io.ritorno.order.PlacedOrder;
import io.ritorno.platform.Ids;
import io.ritorno.profile.Person;
import io.ritorno.recommend.Pick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Every mail of every recipe in every language, as it will be seen by a person of whom much is
/// known and by one of whom nothing is. The pages stay in `target/mails`, to be looked at.
class RecipeMailsTest extends IntegrationTest {
    private static final Map<String, String> CURRENCIES =
            Map.of("en", "GBP", "it", "EUR", "pl", "PLN");
    private static final Path FOLDER = Path.of("target/mails");

    @Autowired Writer writer;
    @Autowired Links links;
    @Autowired MailTemplates templates;
    @Autowired JsonMapper json;

    static Stream<Arguments> mails() {
        return RecipeTexts.ALL.stream()
                .flatMap(
                        recipe ->
                                Stream.of("en", "it", "pl")
                                        .map(locale -> Arguments.of(recipe, locale)));
    }

    @ParameterizedTest
    @MethodSource("mails")
    void looksRightToEverybody(String recipe, String locale) throws IOException {
        Files.createDirectories(FOLDER);
        var rich = shop(locale, true);
        var poor = shop(locale, false);
        for (var message : RecipeTexts.of(recipe, rich).entrySet()) {
            var text = Objects.requireNonNull(message.getValue().get(locale));
            assertThat(templates.check(text.content())).as(message.getKey()).isEmpty();
            assertThat(text.content().preheader()).isNotBlank();
            assertThat(text.words().replaceAll("\\{[{%].*?[%}]\\}", "x").split("\\s+"))
                    .hasSizeLessThanOrEqualTo(120);
            for (var shop : List.of(rich, poor)) {
                var known = shop == rich;
                var written =
                        writer.write(
                                Ids.next(now()),
                                "anna@example.com",
                                subject(shop, locale, known),
                                Map.of(locale, text.content()),
                                text.transactional());
                assertThat(written).isInstanceOf(Writer.Done.class);
                var done = (Writer.Done) written;
                Files.writeString(
                        FOLDER.resolve(
                                recipe
                                        + "-"
                                        + message.getKey()
                                        + "-"
                                        + locale
                                        + (known ? "" : "-poor")
                                        + ".html"),
                        done.body().html());
                whole(done.body());
                signed(done, text.transactional());
            }
        }
    }

    /// No holes, no leftovers, nothing that a screen reader or an Outlook cannot do with.
    private static void whole(Mail mail) {
        assertThat(mail.subject()).isNotBlank().hasSizeLessThanOrEqualTo(50);
        var page = Jsoup.parse(mail.html());
        for (var seen : List.of(page.text(), mail.subject(), mail.text()))
            assertThat(seen)
                    .doesNotContain("{{", "{%", "[[", "]]", "@{", "picks.", " ,", " !")
                    .doesNotContainPattern("\\bnull\\b");
        assertThat(page.select("img:not([alt])")).isEmpty();
        assertThat(page.select("img[src='']")).isEmpty();
        assertThat(page.select("a[href=''], a[href='#'], a:not([href])")).isEmpty();
        for (var link : page.select("a")) assertThat(named(link)).as(link.outerHtml()).isTrue();
        assertThat(page.select("html").attr("lang")).isNotBlank();
        assertThat(mail.text()).hasSizeGreaterThan(200);
        assertThat(mail.html()).hasSizeLessThan(90_000); // Gmail cuts at 102 KB
        assertThat(buttons(page)).as("one clear button, or the answers of a survey").isTrue();
    }

    private static boolean named(org.jsoup.nodes.Element link) {
        return !link.text().isBlank()
                || link.select("img").stream().anyMatch(image -> !image.attr("alt").isBlank());
    }

    private static boolean buttons(Document page) {
        var answers = page.select("a.answer").size();
        var buttons =
                page.select("a").stream()
                        .filter(a -> a.attr("style").contains("font-size:17px"))
                        .filter(a -> a.attr("style").contains("display:inline-block"))
                        .count();
        return answers > 1 ? buttons == 0 : buttons == 1;
    }

    /// Every link leads to us, by a token that is ours and for this.
    private void signed(Writer.Done done, boolean transactional) {
        var kinds = new ArrayList<LinkToken.Kind>();
        for (var link : Jsoup.parse(done.outgoing().html()).select("a")) {
            var href = link.attr("href");
            assertThat(href).startsWith(links.base() + "/");
            var token = href.replaceFirst(".*/[a-z]/", "").replaceFirst("\\?.*", "");
            var read = links.read(token);
            assertThat(read).as(href).isPresent();
            kinds.add(read.orElseThrow().kind());
        }
        assertThat(kinds).contains(LinkToken.Kind.VIEW, LinkToken.Kind.CLICK);
        if (transactional) assertThat(kinds).doesNotContain(LinkToken.Kind.UNSUBSCRIBE);
        else assertThat(kinds).contains(LinkToken.Kind.UNSUBSCRIBE, LinkToken.Kind.PREFERENCES);
    }

    private Shop shop(String locale, boolean known) {
        var shop =
                shops.create(
                        new Shops.Draft(
                                newAccount(),
                                "Northtrail Outdoor",
                                "https://sklep.example",
                                Currency.getInstance(CURRENCIES.get(locale)),
                                ZoneId.of("Europe/Warsaw"),
                                locale,
                                "PL",
                                1));
        if (!known) return shop;
        return shops.update(
                shop,
                json.createObjectNode()
                        .put("postalAddress", "Northtrail, ul. Górska 7, 34-500 Zakopane")
                        .put("accentColor", "#0b6e4f"));
    }

    private Writer.Subject subject(Shop shop, String locale, boolean known) {
        return new Writer.Subject(
                "test",
                shop,
                person(locale, known),
                cart(shop, known),
                goods(shop, known),
                new HashMap<>(products(shop, known)),
                about(known),
                known
                        ? json.createObjectNode()
                                .put("code", "ANNA-10")
                                .put("expires", "2026-12-31")
                        : null);
    }

    private ObjectNode about(boolean known) {
        var about = json.createObjectNode().put("order_id", "A-1").put("previous_price", 3_990_000);
        return known
                ? about.put("planned_delivery", "2026-12-03")
                        .put("tracking_url", "https://carrier.example/track/1")
                : about;
    }

    private Person person(String locale, boolean known) {
        return new Person(
                Ids.stable("p", String.valueOf(known)),
                true,
                "anna@example.com",
                null,
                null,
                known ? "Wilhelmina-Konstancja Bartholomea" : null,
                known ? "Brzęczyszczykiewicz-Montecuccoli" : null,
                null,
                null,
                locale,
                null,
                null,
                null,
                null,
                List.of(),
                json.createObjectNode(),
                3,
                5,
                25_900,
                null,
                null,
                null,
                now(),
                now(),
                null);
    }

    private static Map<String, Product> products(Shop shop, boolean known) {
        var products = new HashMap<String, Product>();
        for (var i = 1; i <= (known ? 12 : 1); i++) products.put("" + i, product(shop, i, known));
        return products;
    }

    private static Product product(Shop shop, int i, boolean known) {
        var name =
                i % 3 == 0
                        ? "Trekking pack 65 l, waterproof, with rain cover and adjustable back"
                        : "Merino T-shirt " + i;
        return new Product(
                "" + i,
                null,
                name,
                "Alvera",
                known ? 12_990L * i : null,
                known ? shop.url() + "/p/" + i : null,
                known && i != 2 ? picture(i) : null,
                known ? 5 : null);
    }

    private static String picture(int i) {
        return "https://pictures.example/" + i + ".jpg";
    }

    private Cart cart(Shop shop, boolean known) {
        var lines = new ArrayList<CartLine>();
        for (var p : products(shop, known).values())
            lines.add(new CartLine(p.id(), null, p.name(), 2, 12_990, p.image(), p.url()));
        return new Cart(
                Ids.stable("c"),
                Ids.stable("p"),
                "abandoned",
                12_990L * 2 * lines.size(),
                2 * lines.size(),
                lines,
                known ? shop.url() + "/cart" : null,
                null,
                now(),
                now(),
                null);
    }

    private Goods.Shown goods(Shop shop, boolean known) {
        var picks = new EnumMap<Pick, List<Product>>(Pick.class);
        for (var pick : Pick.values()) picks.put(pick, List.copyOf(products(shop, known).values()));
        return new Goods.Shown(order(shop, known), picks);
    }

    private @Nullable PlacedOrder order(Shop shop, boolean known) {
        var lines = new ArrayList<PlacedOrder.Line>();
        for (var p : products(shop, known).values())
            lines.add(new PlacedOrder.Line(p.id(), null, p.name(), 1, 12_990, 12_990));
        var total = 12_990L * lines.size();
        return new PlacedOrder(
                Ids.stable("o"),
                "A-1",
                "completed",
                total,
                total,
                known ? shop.currency() : Currency.getInstance("CZK"),
                known ? 1_500 : 0,
                known ? 2_000 : 0,
                now(),
                lines);
    }
}
