package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Names;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LinkControllerTest extends DeliveryTest {
    private static final String PHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148";

    @Test
    void aClickGoesToTheShopAndIsKept() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        var message = send(shop, anna);
        advance(Duration.ofMinutes(5));

        var answer = anybody().with("User-Agent", PHONE).get(clicks().getFirst());

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location"))
                .startsWith(
                        "https://sklep.example/cart?a=1&b=2&utm_source=ritorno&utm_medium=email")
                .endsWith("&utm_content=mail");
        drain();
        assertThat(column(shop, message, "clicked_at")).isNotNull();
        assertThat(column(shop, message, "opened_at")).isNotNull();
        assertThat(touches(shop)).containsExactly("click false");
        assertThat(events(shop, Names.MESSAGE_CLICKED).getFirst().get("url").asString())
                .isEqualTo("https://sklep.example/cart?a=1&b=2");
    }

    @Test
    void thePictureTellsOfAnOpening() {
        var shop = newShop(8);
        var message = send(shop, person(shop, "anna@example.com"));
        var answer = anybody().with("User-Agent", PHONE).get(path("/o/"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("image/gif");
        drain();
        assertThat(column(shop, message, "opened_at")).isNotNull();
        assertThat(column(shop, message, "clicked_at")).isNull();
    }

    @Test
    void headsAndPrefetchersAreMachines() {
        var shop = newShop();
        var message = send(shop, person(shop, "anna@example.com"));
        anybody().with("User-Agent", PHONE).call("HEAD", clicks().getFirst(), null);
        anybody().with("User-Agent", "Mozilla/5.0").get(path("/o/"));
        drain();
        assertThat(column(shop, message, "clicked_at")).isNull();
        assertThat(column(shop, message, "opened_at")).isNull();
        assertThat(column(shop, message, "machine_clicked_at")).isNotNull();
        assertThat(column(shop, message, "machine_opened_at")).isNotNull();
        assertThat(touches(shop)).containsExactlyInAnyOrder("click true", "open true");
    }

    @Test
    void aScannerThatFollowsEveryLinkIsFoundOutEvenIfLate() {
        var shop = newShop();
        var message = send(shop, person(shop, "anna@example.com"));
        var clicks = clicks();
        anybody().with("User-Agent", PHONE).get(clicks.get(0));
        drain();
        assertThat(column(shop, message, "clicked_at")).isNotNull();
        anybody().with("User-Agent", PHONE).get(clicks.get(1));
        anybody().with("User-Agent", PHONE).get(clicks.get(2));
        drain();
        assertThat(column(shop, message, "clicked_at")).isNull();
        assertThat(column(shop, message, "machine_clicked_at")).isNotNull();
        assertThat(touches(shop)).containsOnly("click true");

        advance(Duration.ofHours(1));
        anybody().with("User-Agent", PHONE).get(clicks.get(1));
        drain();
        assertThat(column(shop, message, "clicked_at")).isNotNull();
    }

    @Test
    void aChangedOrForeignTokenLeadsNowhere() {
        var shop = newShop();
        send(shop, person(shop, "anna@example.com"));
        var click = clicks().getFirst();
        for (var i = 4; i < click.length(); i += 7) {
            var other = click.charAt(i) == 'A' ? 'B' : 'A';
            var changed = click.substring(0, i) + other + click.substring(i + 1);
            assertThat(anybody().get(changed).status()).isEqualTo(404);
        }
        assertThat(anybody().get("/c/x").status()).isEqualTo(404);
        assertThat(anybody().get(click.replace("/c/", "/u/")).status()).isEqualTo(404);
    }

    @Test
    void theMailCanBeSeenAsAPage() {
        var shop = newShop();
        var text =
                new io.ritorno.content.MailContent(
                        "s",
                        "",
                        MJML.replace("https://sklep.example/new", "{{ links.view }}"),
                        null);
        var anna = person(shop, "anna@example.com");
        queue(shop, anna, text, false);
        drain();
        // our own addresses are not tracked
        var view = find(last().html(), "href=\"http://localhost:8080(/c/[\\w-]+)\"").getLast();
        var views =
                find(last().html(), "href=\"http://localhost:8080(/c/[\\w-]+)\"").stream()
                        .map(p -> anybody().get(p))
                        .filter(a -> a.status() == 200)
                        .toList();
        assertThat(view).isNotEmpty();
        assertThat(views)
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.text()).contains("Hi Anna");
                            assertThat(a.header("Content-Security-Policy")).contains("sandbox");
                        });
    }

    @Test
    void lookingAtTheWayOutChangesNothing() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        send(shop, anna);
        var path = unsubscribe();
        assertThat(anybody().get(path).text()).contains("<form method=\"post\">");
        anybody().call("HEAD", path, null);
        drain();
        send(shop, anna);
    }

    @Test
    void thePagesButtonUnsubscribes() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        send(shop, anna);
        var answer =
                anybody()
                        .with("Accept-Language", "it-IT,it;q=0.9")
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .post(unsubscribe(), "".getBytes());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("Fatto. Sklep");
        drain();
        queue(shop, anna);
        drain();
        assertThat(why(shop, anna)).first().isEqualTo("skip unsubscribed");
        assertThat(consent(shop, anna)).isEqualTo("out unsubscribe link");
    }

    @Test
    void aMailboxUnsubscribesWithOneClick() {
        var shop = newShop(8);
        var anna = person(shop, "anna@example.com");
        send(shop, anna);
        var header = last().headers().getOrDefault("List-Unsubscribe", "");
        var path = header.replaceAll("^<http://localhost:8080|>$", "");
        var answer =
                anybody()
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .post(path, "List-Unsubscribe=One-Click".getBytes());
        assertThat(answer.status()).isEqualTo(200);
        drain();
        assertThat(consent(shop, anna)).isEqualTo("out one-click");
    }

    @Test
    void preferencesAreShownAndSavedInHerLanguage() {
        var shop = newShop();
        var anna = person(shop, "anna@example.com");
        send(shop, anna);
        var path =
                find(last().html(), "(/u/[\\w-]+)").stream()
                        .filter(p -> anybody().get(p).text().contains("checkbox"))
                        .findFirst()
                        .orElseThrow();
        assertThat(anybody().get(path).text())
                .contains("Twoje ustawienia")
                .contains("name=\"email\" checked");
        var saved =
                anybody()
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .post(path, "x=1".getBytes());
        assertThat(saved.text()).contains("Zapisano").doesNotContain("checked>");
        drain();
        assertThat(consent(shop, anna)).isEqualTo("out preferences");
        anybody()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .post(path, "email=on".getBytes());
        drain();
        assertThat(consent(shop, anna)).isEqualTo("in preferences");
    }

    private String consent(Shop shop, UUID person) {
        return db.sql(
                        "select state || ' ' || source from consent where part = any(?) and shop_id = ? and profile_id = ?")
                .params(shop.parts().all(), shop.id(), person)
                .query(String.class)
                .single();
    }

    private List<String> touches(Shop shop) {
        return db.sql(
                        "select kind || ' ' || machine from touch where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    private String unsubscribe() {
        return find(last().html(), "(/u/[\\w-]+)").getFirst();
    }

    private List<String> clicks() {
        return find(last().html(), "href=\"http://localhost:8080(/c/[\\w-]+)\"").stream()
                .distinct()
                .toList();
    }

    private String path(String start) {
        return find(last().html(), "(" + start + "[\\w-]+)").getFirst();
    }

    private static List<String> find(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
