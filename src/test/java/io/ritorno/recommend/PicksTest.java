package io.ritorno.recommend;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.catalog.Product;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.platform.Ids;
import io.ritorno.recommend.Picks.Wish;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@ParameterizedClass
@ValueSource(ints = {1, 8})
class PicksTest extends IntegrationTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Parameter int parts;
    @Autowired Inbox inbox;
    @Autowired Picks picks;
    @Autowired JsonMapper json;
    private Shop shop;

    @BeforeEach
    void fillTheShelves() {
        shop = newShop(parts);
        product("tent", "Tent", "Camping/Tents", 400, 5);
        product("tent-plus", "Tent plus", "Camping/Tents", 600, 5);
        product("tent-gone", "Tent gone", "Camping/Tents", 700, 0);
        product("tent-royal", "Tent royal", "Camping/Tents", 4000, 5);
        product("tent-cheap", "Tent cheap", "Camping/Tents", 200, 5);
        product("stove", "Gas stove", "Camping/Stoves", 450, 5);
        product("mat", "Sleeping mat", "Camping/Mats", 100, 5);
        product("lamp", "Red head lamp", "Camping/Lamps", 80, 5);
        drain();
        advance(DAY.multipliedBy(3));
    }

    @Test
    void togetherIsWhatOthersBoughtWithIt() { // V27, D19
        order("bob@example.com", "1", "tent", "stove");
        order("cat@example.com", "2", "tent", "stove", "mat");
        order("dan@example.com", "3", "tent", "mat");
        order("eve@example.com", "4", "tent", "lamp");
        order("anna@example.com", "5", "tent");
        drain();

        assertThat(shown("anna@example.com", Pick.TOGETHER)).containsExactly("mat", "stove");
        // once she has it, it is shown no more
        order("anna@example.com", "6", "mat");
        drain();
        advance(Duration.ofMinutes(1));
        order("anna@example.com", "7", "tent");
        drain();
        advance(Duration.ofHours(2));
        assertThat(shown("anna@example.com", Pick.TOGETHER)).containsExactly("stove");
        product("stove", "Gas stove", "Camping/Stoves", 450, 0);
        drain();
        assertThat(shown("anna@example.com", Pick.TOGETHER)).isEmpty();
    }

    @Test
    void betterIsOfTheSameKindAndDearer() { // V28, N8
        order("anna@example.com", "1", "tent");
        drain();

        // neither cheaper, of another kind, sold out, nor ten times as dear
        assertThat(shown("anna@example.com", Pick.BETTER)).containsExactly("tent-plus");
    }

    @Test
    void bestIsWhatMostBoughtLately() {
        order("bob@example.com", "1", "stove");
        order("cat@example.com", "2", "stove", "mat");
        order("dan@example.com", "3", "lamp", "stove", "mat");
        drain();
        advance(DAY);

        assertThat(shown("bob@example.com", Pick.BEST)).containsExactly("mat", "lamp");
        assertThat(shown("stranger@example.com", Pick.BEST))
                .containsExactly("stove", "mat", "lamp");
    }

    @Test
    void newsIsWhatCameAfterTheStockInTrade() {
        product("hat", "Sun hat", "Clothing/Hats", 90, 3);
        product("cap", "Cap", "Clothing/Hats", 50, 0);
        drain();
        advance(Duration.ofHours(1));

        assertThat(shown("anna@example.com", Pick.NEWS)).containsExactly("hat");
        advance(DAY.multipliedBy(61));
        assertThat(shown("anna@example.com", Pick.NEWS)).isEmpty();
    }

    @Test
    void viewedIsWhatSheLookedAtLastFirst() {
        looks("anna@example.com", "tent");
        advance(Duration.ofMinutes(1));
        looks("anna@example.com", "stove");
        advance(Duration.ofMinutes(1));
        looks("anna@example.com", "tent");
        looks("anna@example.com", "tent-gone");
        looks("bob@example.com", "mat");
        drain();

        assertThat(shown("anna@example.com", Pick.VIEWED)).containsExactly("tent", "stove");
        order("anna@example.com", "1", "tent");
        drain();
        assertThat(shown("anna@example.com", Pick.VIEWED)).containsExactly("stove");
        advance(DAY.multipliedBy(31));
        assertThat(shown("anna@example.com", Pick.VIEWED)).isEmpty();
    }

    @Test
    void foundIsWhatTheShopShowedOrWhatTheWordsSay() { // V35
        searches("anna@example.com", "{\"query\":\"TENT plus\"}");
        searches(
                "bob@example.com",
                "{\"query\":\"light\",\"products\":[{\"product_id\":\"lamp\"}]}");
        searches("cat@example.com", "{\"query\":\"%\"}");
        searches("dan@example.com", "{\"query\":\"unicorn\"}");
        drain();

        assertThat(shown("anna@example.com", Pick.FOUND)).containsExactly("tent-plus");
        assertThat(shown("bob@example.com", Pick.FOUND)).containsExactly("lamp");
        assertThat(shown("cat@example.com", Pick.FOUND)).isEmpty();
        assertThat(shown("dan@example.com", Pick.FOUND)).isEmpty();
    }

    @Test
    void aboutIsWhatTheEventNamesWhileThereIsSome() { // X5
        var anna = person("anna@example.com");
        var about = json.createObjectNode().put("product_id", "tent");
        assertThat(ids(find(anna, Pick.ABOUT, new Wish(anna, anna, EnumSet.of(Pick.ABOUT), about))))
                .containsExactly("tent");
        about.put("product_id", "tent-gone");
        assertThat(ids(find(anna, Pick.ABOUT, new Wish(anna, anna, EnumSet.of(Pick.ABOUT), about))))
                .isEmpty();
    }

    @Test
    void anotherShopsOrdersSayNothing() {
        order("bob@example.com", "1", "stove");
        drain();
        var first = shop;
        shop = newShop(parts);
        product("stove", "Gas stove", "Camping/Stoves", 450, 5);
        drain();

        assertThat(shown("anna@example.com", Pick.BEST)).isEmpty();
        assertThat(first.id()).isNotEqualTo(shop.id());
    }

    private void product(String id, String name, String category, int price, int stock) {
        new Calling(inbox, shop)
                .track(
                        "anon-shop",
                        "Product Updated",
                        now(),
                        """
                        {"product_id":"%s","name":"%s","category":"%s","price":%d,"currency":"PLN","stock":%d}
                        """
                                .formatted(id, name, category, price, stock))
                .send();
    }

    private void order(String who, String id, String... products) {
        var lines =
                List.of(products).stream()
                        .map(p -> "{\"product_id\":\"%s\",\"quantity\":1}".formatted(p))
                        .toList();
        new Calling(inbox, shop)
                .track(
                        who,
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"%s\",\"total\":50,\"currency\":\"PLN\",\"products\":[%s]}"
                                .formatted(id, String.join(",", lines)))
                .send();
    }

    private void looks(String who, String product) {
        new Calling(inbox, shop)
                .track(who, "Product Viewed", now(), "{\"product_id\":\"" + product + "\"}")
                .send();
        drain();
    }

    private void searches(String who, String properties) {
        new Calling(inbox, shop).track(who, "Products Searched", now(), properties).send();
    }

    private UUID person(String email) {
        new Calling(inbox, shop).identify(email, now(), "{}").send();
        drain();
        return db.sql(
                        "select profile_id from identity where part = any(?) and shop_id = ? and kind = 'email' and value = ?")
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }

    private List<String> shown(String email, Pick pick) {
        var who = person(email);
        var wish = new Wish(Ids.next(now()), who, EnumSet.of(pick), json.createObjectNode());
        return ids(find(who, pick, wish));
    }

    private List<Product> find(UUID who, Pick pick, Wish wish) {
        return picks.find(shop, shop.parts().of(who), List.of(wish), now())
                .getOrDefault(wish.message(), Map.of())
                .getOrDefault(pick, List.of());
    }

    private static List<String> ids(List<Product> products) {
        return products.stream().map(Product::id).toList();
    }
}
