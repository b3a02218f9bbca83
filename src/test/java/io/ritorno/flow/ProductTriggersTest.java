package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// X5: back in stock, price drop.
class ProductTriggersTest extends TriggerTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";
    private static final String EVE = "eve@example.com";

    /// What the shop itself says of the product.
    private void product(Shop shop, String facts) {
        advance(Duration.ofMinutes(1));
        new Calling(inbox, shop)
                .track("server", "Product Updated", now(), facts.replace('\'', '"'))
                .send();
        drain();
    }

    private void look(Shop shop, String who, String product) {
        track(shop, who, "Product Viewed", "{'product_id':'" + product + "','price':55}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void cameBackForWhoeverLooked(int parts) {
        var shop = newShop(parts);
        product(shop, "{'product_id':'p','price':100,'stock':0}");
        // before the flow is there: gathered from the log when it goes live
        look(shop, ANNA, "p");
        look(shop, "anon-1", "p");
        var flow = flow(shop, "{'type':'back-in-stock','for':['viewed'],'lastDays':30}");
        var wished = flow(shop, "{'type':'back-in-stock','for':['wished']}");
        drain();
        look(shop, BOB, "p");
        look(shop, EVE, "q");
        track(shop, EVE, "Product Added to Wishlist", "{'product_id':'p'}");
        track(shop, ANNA, "Product Added to Wishlist", "{'product_id':'p'}");
        track(shop, ANNA, "Product Removed from Wishlist", "{'product_id':'p'}");
        assertThat(entered(shop, flow)).isZero();

        product(shop, "{'product_id':'p','price':100,'stock':3}");
        assertThat(keys(shop, flow, ANNA)).singleElement().asString().startsWith("product p 2");
        assertThat(keys(shop, flow, BOB)).hasSize(1);
        assertThat(entered(shop, flow)).isEqualTo(2);
        assertThat(keys(shop, wished, EVE)).hasSize(1);
        assertThat(entered(shop, wished)).isEqualTo(1);

        // still there is no news; gone and back is
        product(shop, "{'product_id':'p','price':100,'stock':2}");
        assertThat(entered(shop, flow)).isEqualTo(2);
        product(shop, "{'product_id':'p','stock':0}");
        product(shop, "{'product_id':'p','stock':1}");
        assertThat(entered(shop, flow)).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void becameSoMuchCheaper(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'price-drop','lastDays':30,'percent':20}");
        drain();
        product(shop, "{'product_id':'p','price':100}");
        look(shop, ANNA, "p");
        // what a page or an order shows is no news
        look(shop, BOB, "p");
        track(
                shop,
                BOB,
                "Order Completed",
                "{'order_id':'1','products':[{'product_id':'p','price':40}]}");
        track(shop, EVE, "Product Added", "{'product_id':'p','price':100}");
        assertThat(entered(shop, flow)).isZero();
        product(shop, "{'product_id':'p','price':81}");
        assertThat(entered(shop, flow)).isZero();
        product(shop, "{'product_id':'p','price':100}");
        product(shop, "{'product_id':'p','price':80}");
        assertThat(keys(shop, flow, ANNA)).containsExactly("product p 8000");
        assertThat(keys(shop, flow, EVE)).hasSize(1);
        // has bought it since she looked
        assertThat(keys(shop, flow, BOB)).isEmpty();
        assertThat(entered(shop, flow)).isEqualTo(2);
        // the same price again is nothing new to them
        product(shop, "{'product_id':'p','price':100}");
        product(shop, "{'product_id':'p','price':80}");
        assertThat(entered(shop, flow)).isEqualTo(2);
    }

    @Test
    void onlyWhatIsLeftInACart() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'price-drop','for':['cart'],'percent':5}");
        drain();
        product(shop, "{'product_id':'p','price':100}");
        for (var who : List.of(ANNA, BOB))
            track(shop, who, "Product Added", "{'product_id':'p','price':100}");
        look(shop, EVE, "p");
        track(shop, BOB, "Product Removed", "{'product_id':'p','price':100}");
        product(shop, "{'product_id':'p','price':90}");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(entered(shop, flow)).isEqualTo(1);
    }

    @Test
    void interestOfLongAgoAndHistoryAndOtherShops() {
        var shop = newShop();
        var other = newShop();
        var flow = flow(shop, "{'type':'back-in-stock','lastDays':7}");
        var foreign = flow(other, "{'type':'back-in-stock','lastDays':7}");
        drain();
        product(shop, "{'product_id':'p','stock':0}");
        look(shop, ANNA, "p");
        look(other, BOB, "p");
        advance(Duration.ofDays(6));
        look(shop, BOB, "p");
        advance(Duration.ofDays(2));
        product(shop, "{'product_id':'p','stock':1}");
        assertThat(keys(shop, flow, ANNA)).isEmpty();
        assertThat(keys(shop, flow, BOB)).hasSize(1);
        assertThat(entered(other, foreign)).isZero();

        product(shop, "{'product_id':'p','stock':0}");
        new Calling(inbox, shop)
                .track(
                        "server",
                        "Product Updated",
                        now().plusSeconds(1),
                        "{\"product_id\":\"p\",\"stock\":1}")
                .history()
                .send();
        drain();
        assertThat(entered(shop, flow)).isEqualTo(1);
    }

    @Autowired private InterestRetention retention;

    private int interests(Shop shop) {
        return db.sql(
                        """
                        select count(*) from product_interest where part = any(?) and shop_id = ?
                        """)
                .params(shop.parts().all(), shop.id())
                .query(Integer.class)
                .single();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void interestIsKeptAsLongAsAFlowLooksBack(int parts) {
        var shop = newShop(parts);
        var far = flow(shop, "{'type':'back-in-stock','lastDays':60}");
        flow(shop, "{'type':'price-drop','lastDays':7,'percent':5}");
        drain();
        look(shop, ANNA, "p");
        look(shop, BOB, "p");
        advance(Duration.ofDays(20));
        look(shop, EVE, "p");
        advance(Duration.ofDays(39));
        assertThat(retention.forget(shop, now(), 100)).isZero();
        assertThat(interests(shop)).isEqualTo(3);
        // a night goes by, and nobody looks back to Anna's and Bob's any more
        advance(Duration.ofDays(2));
        assertThat(interests(shop)).isEqualTo(1);
        // one that is paused may go on; of the others a month is kept
        flows.status(shop, far.id(), Flow.Status.PAUSED);
        assertThat(retention.forget(shop, now(), 100)).isZero();
        flows.status(shop, far.id(), Flow.Status.ARCHIVED);
        assertThat(retention.forget(shop, now(), 100)).isEqualTo(1);
        look(shop, ANNA, "p");
        look(shop, BOB, "p");
        // so many at a time
        var then = now().plus(Duration.ofDays(31));
        assertThat(retention.forget(shop, then, 1)).isEqualTo(1);
        assertThat(retention.forget(shop, then, 1)).isEqualTo(1);
        assertThat(retention.forget(shop, then, 1)).isZero();
    }

    @Test
    void thousandsWhoLookedAreToldInBatches() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'back-in-stock'}");
        drain();
        product(shop, "{'product_id':'p','stock':0}");
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 1_200; i++)
            calling.track(
                    "p" + i + "@example.com", "Product Viewed", now(), "{\"product_id\":\"p\"}");
        calling.send();
        drain();
        product(shop, "{'product_id':'p','stock':1}");
        assertThat(entered(shop, flow)).isEqualTo(1_200);
    }
}
