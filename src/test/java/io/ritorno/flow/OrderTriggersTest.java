package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// D40–D43, D45–D48, I6, I8: flows that orders start.
class OrderTriggersTest extends TriggerTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";

    private void order(Shop shop, String who, String id, int total, String more) {
        advance(Duration.ofMinutes(1));
        track(
                shop,
                who,
                "Order Completed",
                "{'order_id':'" + id + "','total':" + total + more + "}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void orderOfAtLeastSoMuch(int parts) { // D46
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'order','amount':{'op':'>=','value':10000}}");
        order(shop, ANNA, "1", 100, "");
        order(shop, ANNA, "2", 99, "");
        order(shop, BOB, "3", 50, "");
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 1");
        assertThat(entered(shop, flow)).isEqualTo(1);

        // told again, by another source too, it is the same order
        order(shop, ANNA, "1", 100, ",'status':'processing'");
        assertThat(entered(shop, flow)).isEqualTo(1);
        // an order that grows comes to be one
        track(shop, ANNA, "Order Updated", "{'order_id':'2','total':150}");
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 1", "order_id 2");
    }

    @Test
    void anyPurchaseButNoCancelledOne() { // D40
        var shop = newShop();
        var flow = flow(shop, "{'type':'order'}", "{'type':'always'}");
        order(shop, ANNA, "1", 10, "");
        order(shop, ANNA, "2", 10, ",'status':'failed'");
        track(shop, ANNA, "Order Cancelled", "{'order_id':'1'}");
        track(shop, ANNA, "Order Updated", "{'order_id':'9','total':5,'status':'cancelled'}");

        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void orderOfProductCategoryOrBrand(int parts) { // D41, D42, D43
        var shop = newShop(parts);
        var product = flow(shop, "{'type':'order','products':['p1']}");
        var category = flow(shop, "{'type':'order','categories':['Men']}");
        var brand = flow(shop, "{'type':'order','brands':['Scarpa']}");
        var line = "'products':[{'product_id':'%s','price':10,'category':'%s','brand':'%s'}]";
        order(shop, ANNA, "1", 10, "," + line.formatted("p1", "Women/Shoes", "Other"));
        order(shop, ANNA, "2", 10, "," + line.formatted("p2", "Men/Shoes/Trekking", "Other"));
        order(shop, ANNA, "3", 10, "," + line.formatted("p3", "Kids", "Scarpa"));

        assertThat(keys(shop, product, ANNA)).containsExactly("order_id 1");
        assertThat(keys(shop, category, ANNA)).containsExactly("order_id 2");
        assertThat(keys(shop, brand, ANNA)).containsExactly("order_id 3");
    }

    @Test
    void secondOrderInTimeHoweverLateTheFirstIsTold() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'order','nth':{'op':'=','value':2}}");
        order(shop, BOB, "b1", 10, "");
        order(shop, BOB, "b2", 10, "");
        order(shop, BOB, "b3", 10, "");
        assertThat(keys(shop, flow, BOB)).containsExactly("order_id b2");

        order(shop, ANNA, "a1", 10, ",'status':'failed'");
        order(shop, ANNA, "a2", 10, "");
        assertThat(keys(shop, flow, ANNA)).isEmpty();
        trackAt(
                shop,
                ANNA,
                "Order Completed",
                now().minus(Duration.ofHours(2)),
                "{'order_id':'a0','total':1}");
        // the one told late was the first: none has come to be the second by it
        assertThat(keys(shop, flow, ANNA)).isEmpty();
        order(shop, ANNA, "a3", 10, "");
        assertThat(keys(shop, flow, ANNA)).isEmpty();
    }

    @Test
    void nthOrderIsTheSameInOneBatch() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'order','nth':{'op':'=','value':2}}");
        var calling = new Calling(inbox, shop);
        for (var i = 1; i <= 3; i++)
            calling.track(
                    ANNA,
                    "Order Completed",
                    now().plusSeconds(i),
                    "{\"order_id\":\"" + i + "\",\"total\":10}");
        calling.send();
        drain();
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 2");
    }

    @Test
    void ordersOfOneMomentAreCountedAsTheyAreTold() {
        var shop = newShop();
        var first = flow(shop, "{'type':'order','nth':{'op':'=','value':1}}");
        var second = flow(shop, "{'type':'order','nth':{'op':'=','value':2}}");
        var calling = new Calling(inbox, shop);
        // their ids, by which nothing must be decided, stand in all orders
        for (var person = 0; person < 8; person++)
            for (var i = 1; i <= 2; i++)
                calling.track(
                        person + "@example.com",
                        "Order Completed",
                        now(),
                        "{\"order_id\":\"%d-%d\",\"total\":10}".formatted(person, i));
        calling.send();
        drain();
        for (var person = 0; person < 8; person++) {
            var who = person + "@example.com";
            assertThat(keys(shop, first, who)).containsExactly("order_id " + person + "-1");
            assertThat(keys(shop, second, who)).containsExactly("order_id " + person + "-2");
        }
    }

    @Test
    void orderInAStatus() { // I6
        var shop = newShop();
        var flow = flow(shop, "{'type':'order','statuses':['Processing','completed']}");
        order(shop, ANNA, "1", 10, ",'status':'pending'");
        assertThat(keys(shop, flow, ANNA)).isEmpty();
        advance(Duration.ofHours(1));
        track(shop, ANNA, "Order Updated", "{'order_id':'1','total':10,'status':'processing'}");
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 1");
        advance(Duration.ofHours(1));
        track(shop, ANNA, "Order Updated", "{'order_id':'1','total':10,'status':'completed'}");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
    }

    @Test
    void oldOrderHeardOfForTheFirstTimeStartsNothing() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'order'}");
        var status = flow(shop, "{'type':'order-status','statuses':['completed']}");
        var old = now().minus(Duration.ofDays(90));
        track(
                shop,
                ANNA,
                "Order Updated",
                "{'order_id':'1','total':10,'created_at':'" + old + "'}");
        new Calling(inbox, shop)
                .track(ANNA, "Order Completed", now(), "{\"order_id\":\"2\",\"total\":10}")
                .history()
                .send();
        drain();
        assertThat(entered(shop, flow) + entered(shop, status)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void eachStatusOnce(int parts) {
        var shop = newShop(parts);
        var flow =
                flow(
                        shop,
                        "{'type':'order-status','statuses':['shipped','delivered']}",
                        "{'type':'always'}");
        order(shop, ANNA, "1", 10, ",'status':'pending'");
        for (var status : List.of("shipped", "shipped", "delivered")) {
            advance(Duration.ofHours(1));
            track(
                    shop,
                    ANNA,
                    "Order Updated",
                    "{'order_id':'1','total':10,'status':'" + status + "'}");
        }
        // an earlier state, told late, is no change
        trackAt(
                shop,
                ANNA,
                "Order Updated",
                now().minus(Duration.ofMinutes(90)),
                "{'order_id':'1','total':10,'status':'shipped'}");
        assertThat(keys(shop, flow, ANNA))
                .containsExactly("order_id 1 shipped", "order_id 1 delivered");
    }

    @Test
    void statusesInOneBatchAreSeenOneByOne() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'order-status','statuses':['paid','shipped']}");
        var calling = new Calling(inbox, shop);
        for (var status : List.of("pending", "paid", "shipped", "delivered"))
            calling.track(
                    ANNA,
                    "Order Updated",
                    now().plusSeconds(calling.size()),
                    "{\"order_id\":\"1\",\"total\":10,\"status\":\"" + status + "\"}");
        calling.send();
        drain();
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 1 paid", "order_id 1 shipped");
    }

    @Test
    void moreNewsOfTheOrderThatStartedTheRunDoesNotEndIt() {
        var shop = newShop();
        var flow =
                flows.create(
                        shop,
                        "Thanks",
                        Definitions.json(
                                """
                                {'trigger':{'type':'order'},'stop':[{'type':'order'}],'first':'w',
                                 'steps':{'w':{'type':'wait','duration':'P7D','next':'e'},'e':{'type':'end'}}}
                                """),
                        true);
        order(shop, ANNA, "1", 10, "");
        advance(Duration.ofHours(1));
        order(shop, ANNA, "1", 10, ",'status':'processing'");
        assertThat(status(shop, flow)).containsExactly("running");
        order(shop, ANNA, "2", 10, "");
        assertThat(status(shop, flow)).containsExactly("running", "stopped");
    }

    private List<String> status(Shop shop, Flow flow) {
        return db.sql(
                        """
                        select status from flow_run where part = any(?) and shop_id = ? and flow_id = ?
                        order by status
                        """)
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(String.class)
                .list();
    }

    // ------------------------------------------------------------ sums

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void sumThatRollsFiresAgainOnlyAfterItFellBelow(int parts) { // D45
        var shop = newShop(parts);
        var flow =
                flow(
                        shop,
                        "{'type':'threshold','of':'spent','value':10000,'period':{'lastDays':30}}",
                        "{'type':'always'}");
        order(shop, ANNA, "1", 60, "");
        order(shop, BOB, "b", 99, "");
        assertThat(entered(shop, flow)).isZero();
        advance(Duration.ofDays(20));
        order(shop, ANNA, "2", 60, "");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        order(shop, ANNA, "3", 60, "");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        advance(Duration.ofDays(31));
        order(shop, ANNA, "4", 60, "");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        order(shop, ANNA, "5", 60, "");
        assertThat(keys(shop, flow, ANNA)).hasSize(2);
        assertThat(entered(shop, flow)).isEqualTo(2);
    }

    @Test
    void sumThatARefundTookBelowIsCrossedAgain() {
        var shop = newShop();
        var rolling =
                flow(
                        shop,
                        "{'type':'threshold','of':'spent','value':10000,'period':{'lastDays':30}}");
        var ever = flow(shop, "{'type':'threshold','of':'spent','value':10000}");
        order(shop, ANNA, "1", 100, "");
        track(shop, ANNA, "Order Refunded", "{'order_id':'1','refund_id':'r','total':50}");
        advance(Duration.ofHours(1));
        order(shop, ANNA, "2", 60, "");
        assertThat(keys(shop, rolling, ANNA)).hasSize(2);
        assertThat(keys(shop, ever, ANNA)).containsExactly("spent 10000");
    }

    @Test
    void boughtSoManyTimesOrPiecesOnceAYear() { // D47, D48
        var shop = newShop();
        var times =
                flow(
                        shop,
                        "{'type':'threshold','of':'orders','value':3,'period':{'calendar':'year'}}",
                        "{'type':'always'}");
        var pieces = flow(shop, "{'type':'threshold','of':'items','value':5}");
        for (var i : IntStream.rangeClosed(1, 5).toArray())
            order(
                    shop,
                    ANNA,
                    "" + i,
                    10,
                    ",'products':[{'product_id':'p','price':5,'quantity':2}]");
        assertThat(keys(shop, times, ANNA))
                .containsExactly("orders 3 " + shop.day(now()).getYear());
        assertThat(keys(shop, pieces, ANNA)).containsExactly("items 5");
    }

    @Test
    void ordersOfThePastCountButStartNothing() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'threshold','of':'orders','value':2}");
        new Calling(inbox, shop)
                .track(ANNA, "Order Completed", now(), "{\"order_id\":\"1\",\"total\":10}")
                .history()
                .track(BOB, "Order Completed", now(), "{\"order_id\":\"b1\",\"total\":10}")
                .history()
                .track(BOB, "Order Completed", now(), "{\"order_id\":\"b2\",\"total\":10}")
                .history()
                .send();
        drain();
        assertThat(entered(shop, flow)).isZero();
        order(shop, ANNA, "2", 10, "");
        order(shop, BOB, "b3", 10, "");
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(entered(shop, flow)).isEqualTo(1);
    }
}
