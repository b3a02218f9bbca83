package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// Each recipe on a shop with history, with the clock moved: who must get it gets it, who must not
/// does not. Anna and Eve agreed to e-mail, Carl never said anything, Dora agreed and left again,
/// and Hugo, who agreed too, is known from an import.
class RecipeRunsTest extends IntegrationTest {
    private static final String ANNA = "anna@example.com";
    private static final String CARL = "carl@example.com";
    private static final String DORA = "dora@example.com";
    private static final String EVE = "eve@example.com";
    private static final String HUGO = "hugo@example.com";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    @Autowired Inbox inbox;
    @Autowired JsonMapper json;
    private Shop shop;
    private Api api;
    private int orders;

    @BeforeEach
    void openAShop() {
        // it is never night here
        shop =
                shops.update(
                        newShop(),
                        json.createObjectNode().put("quietFrom", "00:00").put("quietTo", "00:00"));
        api = api(shop);
    }

    private void tellItsHistory() {
        product("boots", "Hiking boots", "Footwear/Boots", 400, 5);
        product("boots-plus", "Alpine boots", "Footwear/Boots", 600, 5);
        product("socks", "Hiking socks", "Clothing/Socks", 40, 5);
        product("wax", "Boot wax", "Care", 25, 5);
        for (var who : List.of("one", "two", "three"))
            buysLongAgo(who + "@example.com", "boots", "wax");
        buysLongAgo(HUGO, "socks");
        drain();
        advance(DAY.multipliedBy(3));
        for (var who : List.of(ANNA, DORA, EVE, HUGO)) agrees(who, true);
        agrees(DORA, false);
        new Calling(inbox, shop).identify(CARL, now(), "{}").send();
        drain();
    }

    @Test
    void orderThanks() { // V27, I6
        switchOn("order-thanks");
        buys(ANNA, "socks");
        buys(CARL, "socks");
        repeats(CARL, "socks");
        buysLongAgo(HUGO, "boots");
        drain();
        advance(DAY);

        // an answer to what she did herself: consent is not asked
        assertThat(sent(ANNA)).containsExactly("mail-1");
        assertThat(sent(CARL)).containsExactly("mail-1");
        assertThat(sent(HUGO)).isEmpty();
        assertThat(html(ANNA)).contains("Hiking socks", "40,00").doesNotContain("/u/");
        buys(ANNA, "wax");
        drain();
        assertThat(sent(ANNA)).hasSize(2);
    }

    @Test
    void welcome() { // V21
        switchOn("welcome");
        agrees("new@example.com", true);
        agrees("quick@example.com", true);
        agrees("gone@example.com", true);
        drain();
        advance(HOUR);
        buys("quick@example.com", "wax");
        agrees("gone@example.com", false);
        drain();
        advance(DAY.multipliedBy(10));
        agrees("new@example.com", false);
        agrees("new@example.com", true);
        drain();
        advance(DAY.multipliedBy(10));

        assertThat(sent("new@example.com")).containsExactly("mail-1", "mail-2", "mail-3");
        assertThat(sent("quick@example.com")).containsExactly("mail-1");
        assertThat(sent("gone@example.com")).containsExactly("mail-1");
        assertThat(sent(ANNA)).isEmpty();
        assertThat(sent(CARL)).isEmpty();
    }

    @Test
    void abandonedCart() { // D44, V22
        switchOn("abandoned-cart");
        for (var who : List.of(ANNA, CARL, DORA, EVE)) fills(who, "boots");
        advance(HOUR.multipliedBy(3));
        buys(EVE, "boots");
        drain();
        advance(DAY.multipliedBy(10));

        assertThat(sent(ANNA)).containsExactly("mail-1", "mail-2", "mail-3");
        assertThat(sent(EVE)).containsExactly("mail-1");
        assertThat(sent(CARL)).isEmpty();
        assertThat(sent(DORA)).isEmpty();
    }

    @Test
    void browseAbandoned() { // V34
        switchOn("browse-abandoned");
        for (var who : List.of(ANNA, CARL, DORA, EVE)) looks(who, "boots");
        looks(HUGO, "boots");
        fills(HUGO, "boots");
        advance(DAY.plus(HOUR));
        assertThat(sent(ANNA)).containsExactly("mail-1");
        buys(EVE, "wax");
        drain();
        advance(DAY.multipliedBy(10));
        looks(ANNA, "socks");
        advance(DAY.multipliedBy(5));

        assertThat(sent(ANNA)).containsExactly("mail-1", "mail-2", "mail-3");
        assertThat(sent(EVE)).containsExactly("mail-1");
        for (var who : List.of(CARL, DORA, HUGO)) assertThat(sent(who)).isEmpty();
        assertThat(html(ANNA)).contains("Hiking boots");
    }

    @Test
    void searchAbandoned() { // V35, V36
        switchOn("search-abandoned");
        for (var who : List.of(ANNA, CARL, DORA)) searches(who, "boots");
        searches(EVE, "unicorn");
        searches(HUGO, "boots");
        fills(HUGO, "boots");
        advance(DAY);
        assertThat(sent(ANNA)).containsExactly("mail-1");
        searches(ANNA, "socks");
        advance(DAY.multipliedBy(2));

        assertThat(sent(ANNA)).hasSize(2);
        assertThat(html(ANNA)).contains("Hiking socks");
        for (var who : List.of(CARL, DORA, EVE, HUGO)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void crossSell() { // V27
        switchOn("cross-sell");
        buys(ANNA, "boots");
        buys(EVE, "boots", "wax");
        buys(CARL, "boots");
        buysLongAgo(HUGO, "boots");
        drain();
        advance(DAY.multipliedBy(20));

        assertThat(sent(ANNA)).containsExactly("mail-1");
        assertThat(html(ANNA)).contains("Boot wax");
        // nothing to show that she has not bought
        for (var who : List.of(EVE, CARL, HUGO)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void upSell() { // V28
        switchOn("up-sell");
        buys(ANNA, "boots");
        buys(EVE, "boots-plus");
        buys(CARL, "boots");
        buysLongAgo(HUGO, "boots");
        drain();
        advance(DAY.multipliedBy(50));

        assertThat(sent(ANNA)).containsExactly("mail-1");
        assertThat(html(ANNA)).contains("Alpine boots").doesNotContain("Hiking boots");
        for (var who : List.of(EVE, CARL, HUGO)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void review() { // V29
        switchOn("review");
        buys(ANNA, "boots");
        buys(EVE, "boots");
        buys(CARL, "boots");
        buysLongAgo(HUGO, "boots");
        drain();
        advance(DAY.multipliedBy(8));
        does(EVE, "Product Reviewed", "{\"product_id\":\"boots\",\"rating\":5}");
        drain();
        advance(DAY.multipliedBy(20));

        assertThat(sent(ANNA)).containsExactly("mail-1", "mail-2");
        assertThat(sent(EVE)).containsExactly("mail-1");
        for (var who : List.of(CARL, HUGO)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void satisfactionSurvey() { // V30
        switchOn("satisfaction-survey");
        buys(ANNA, "boots");
        buys(CARL, "boots");
        buysLongAgo(HUGO, "boots");
        drain();
        advance(DAY.multipliedBy(5));
        buys(ANNA, "wax");
        drain();
        advance(DAY.multipliedBy(30));

        assertThat(sent(ANNA)).containsExactly("mail-1");
        for (var who : List.of(CARL, HUGO)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void leavingSurvey() { // V24
        switchOn("leaving-survey");
        for (var who : List.of(ANNA, CARL, DORA, EVE)) fills(who, "boots");
        advance(DAY.multipliedBy(2));
        buys(EVE, "boots");
        drain();
        advance(DAY.multipliedBy(10));

        assertThat(sent(ANNA)).containsExactly("mail-1");
        for (var who : List.of(CARL, DORA, EVE)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void delivery() { // I3, I7
        switchOn("delivery");
        var planned = shop.day(now()).plusDays(5);
        for (var who : List.of(ANNA, CARL))
            order(who, now(), ",\"planned_delivery\":\"" + planned + "\"", false, "boots");
        buys(EVE, "boots");
        drain();
        advance(DAY.multipliedBy(3).plus(HOUR.multipliedBy(12)));
        assertThat(sent(ANNA)).isEmpty();
        advance(DAY);
        assertThat(sent(ANNA)).containsExactly("mail-1");
        advance(DAY.multipliedBy(10));

        assertThat(sent(ANNA)).containsExactly("mail-1", "mail-2");
        // the first one is part of the order, the second is not
        assertThat(sent(CARL)).containsExactly("mail-1");
        assertThat(sent(EVE)).isEmpty();
    }

    @Test
    void winBack() { // I10, V38
        switchOn("win-back");
        for (var who : List.of(ANNA, CARL, DORA, EVE)) buys(who, "socks");
        drain();
        advance(DAY.multipliedBy(60));
        buys(EVE, "wax");
        drain();
        advance(DAY.multipliedBy(40));
        assertThat(sent(ANNA)).containsExactly("mail-1");
        advance(DAY.multipliedBy(20));

        assertThat(sent(ANNA)).containsExactly("mail-1", "mail-2");
        for (var who : List.of(CARL, DORA, EVE)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void birthday() { // I11
        switchOn("birthday");
        var day = shop.day(now()).plusDays(10);
        for (var who : List.of(ANNA, CARL))
            new Calling(inbox, shop)
                    .identify(who, now(), "{\"birthday\":\"" + day.minusYears(30) + "\"}")
                    .send();
        drain();
        advance(DAY.multipliedBy(9));
        assertThat(sent(ANNA)).isEmpty();
        advance(DAY.multipliedBy(2));
        assertThat(sent(ANNA)).containsExactly("mail-1");
        advance(DAY.multipliedBy(366));

        assertThat(sent(ANNA)).hasSize(2);
        for (var who : List.of(CARL, EVE)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void firstOrder() { // D23
        switchOn("first-order");
        for (var who : List.of("new@example.com", "quick@example.com")) agrees(who, true);
        new Calling(inbox, shop).identify("quiet@example.com", now(), "{}").send();
        drain();
        advance(DAY.multipliedBy(3));
        buys("quick@example.com", "wax");
        drain();
        advance(DAY.multipliedBy(20));

        assertThat(sent("new@example.com")).containsExactly("mail-1");
        for (var who : List.of("quick@example.com", "quiet@example.com", ANNA, HUGO))
            assertThat(sent(who)).isEmpty();
    }

    @Test
    void affiliate() { // N12, I23
        switchOn("affiliate");
        for (var i = 0; i < 3; i++) {
            buys(ANNA, "socks");
            buys(CARL, "socks");
            drain();
            advance(DAY);
        }
        buys(EVE, "socks");
        drain();
        advance(DAY.multipliedBy(20));
        buys(ANNA, "socks");
        drain();
        advance(DAY.multipliedBy(20));

        assertThat(sent(ANNA)).containsExactly("mail-1");
        for (var who : List.of(CARL, EVE)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void backInStock() { // X5
        switchOn("back-in-stock");
        product("boots", "Hiking boots", "Footwear/Boots", 400, 0);
        drain();
        looks(ANNA, "boots");
        looks(CARL, "boots");
        looks(EVE, "socks");
        advance(DAY);
        product("boots", "Hiking boots", "Footwear/Boots", 400, 7);
        drain();
        advance(DAY);

        assertThat(sent(ANNA)).containsExactly("mail-1");
        assertThat(html(ANNA)).contains("Hiking boots");
        for (var who : List.of(CARL, EVE)) assertThat(sent(who)).isEmpty();
    }

    @Test
    void priceDrop() { // X5
        switchOn("price-drop");
        looks(ANNA, "boots");
        looks(CARL, "boots");
        looks(EVE, "socks");
        advance(DAY);
        product("boots", "Hiking boots", "Footwear/Boots", 390, 5);
        product("socks", "Hiking socks", "Clothing/Socks", 39, 5);
        drain();
        advance(DAY);
        assertThat(sent(ANNA)).isEmpty();
        product("boots", "Hiking boots", "Footwear/Boots", 300, 5);
        drain();
        advance(DAY);

        assertThat(sent(ANNA)).containsExactly("mail-1");
        assertThat(html(ANNA)).contains("300,00");
        for (var who : List.of(CARL, EVE)) assertThat(sent(who)).isEmpty();
    }

    // ------------------------------------------------------------ what happens

    private void switchOn(String recipe) {
        tellItsHistory();
        api.post("flows", Map.of("recipe", recipe, "status", "live")).expect(201);
    }

    private void agrees(String who, boolean yes) {
        // a later word counts
        advance(Duration.ofSeconds(1));
        new Calling(inbox, shop)
                .identify(who, now(), "{\"consent\":{\"email\":" + yes + "}}")
                .send();
        drain();
    }

    private void product(String id, String name, String category, int price, int stock) {
        new Calling(inbox, shop)
                .track(
                        "anon-shop",
                        "Product Updated",
                        now(),
                        """
                        {"product_id":"%s","name":"%s","category":"%s","price":%d,"currency":"PLN",
                         "stock":%d,"url":"https://sklep.example/p/%s"}
                        """
                                .formatted(id, name, category, price, stock, id))
                .send();
    }

    private void buys(String who, String... products) {
        order(who, now(), "", false, products);
    }

    /// The same order is told once more.
    private void repeats(String who, String... products) {
        orders--;
        buys(who, products);
    }

    private void buysLongAgo(String who, String... products) {
        order(who, now().minus(DAY.multipliedBy(20)), "", true, products);
    }

    private void order(String who, Instant at, String more, boolean history, String... products) {
        var lines =
                List.of(products).stream()
                        .map(
                                p ->
                                        "{\"product_id\":\"%s\",\"quantity\":1,\"price\":%d}"
                                                .formatted(p, price(p)))
                        .toList();
        var calls =
                new Calling(inbox, shop)
                        .track(
                                who,
                                "Order Completed",
                                at,
                                "{\"order_id\":\"A-%d\",\"currency\":\"PLN\"%s,\"products\":[%s]}"
                                        .formatted(++orders, more, String.join(",", lines)));
        (history ? calls.history() : calls).send();
    }

    private static int price(String product) {
        return switch (product) {
            case "boots" -> 400;
            case "boots-plus" -> 600;
            case "socks" -> 40;
            default -> 25;
        };
    }

    private void fills(String who, String product) {
        does(
                who,
                "Product Added",
                "{\"product_id\":\"%s\",\"price\":%d,\"quantity\":1}"
                        .formatted(product, price(product)));
    }

    private void looks(String who, String product) {
        does(who, "Product Viewed", "{\"product_id\":\"" + product + "\"}");
    }

    private void searches(String who, String term) {
        does(who, "Products Searched", "{\"query\":\"" + term + "\"}");
    }

    private void does(String who, String event, String properties) {
        new Calling(inbox, shop).track(who, event, now(), properties).send();
        drain();
    }

    // ------------------------------------------------------------ what came of it

    /// Steps whose mails she was sent, in order.
    private List<String> sent(String who) {
        return db.sql(
                        """
                        select m.step from message m join identity i
                          on i.shop_id = m.shop_id and i.profile_id = m.profile_id
                        where m.part = any(?) and m.shop_id = ? and i.part = any(?)
                          and i.kind = 'email' and i.value = ? and m.status = 'sent'
                        order by m.at, m.id
                        """)
                .params(shop.parts().all(), shop.id(), shop.parts().all(), who)
                .query(String.class)
                .list();
    }

    /// The last mail that she got.
    private String html(String who) {
        var last =
                db.sql(
                                """
                        select m.id from message m
                        join identity i on i.shop_id = m.shop_id and i.profile_id = m.profile_id
                        where m.part = any(?) and m.shop_id = ? and i.part = any(?)
                          and i.kind = 'email' and i.value = ? and m.status = 'sent'
                        order by m.at desc, m.id desc limit 1
                        """)
                        .params(shop.parts().all(), shop.id(), shop.parts().all(), who)
                        .query(UUID.class)
                        .single();
        return api.get("messages/" + last).json().get("html").asString();
    }
}
