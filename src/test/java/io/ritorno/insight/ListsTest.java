package io.ritorno.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.Api;
import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// L1–L5, D12–D16, X10: the lists of orders, carts and products behind the figures, the search, and
/// the overview as it is answered over HTTP.
class ListsTest extends InsightTest {
    private static final Instant NOON = Instant.parse("2026-03-10T11:00:00Z");

    private Api api;
    private UUID ann;

    @BeforeEach
    void someShop() {
        open(newShop(8));
        ann = customer("Anna", "Kowalska", "anna@example.com");
    }

    private void open(Shop to) {
        shop = to;
        api = api(to);
    }

    @Test
    void overviewHasTheShapeOfTheContract() {
        order(ann, "1", 5000, NOON);
        bought(ann, "1");
        touch(ann, "click", NOON.minusSeconds(60));
        order(ann, "2", 3001, NOON);
        bought(ann, "2");

        var report = api.get("reports/overview?from=2026-03-10&to=2026-03-11").expect(200).json();
        assertThat(report.toString())
                .isEqualTo(
                        """
                        {"from":"2026-03-10","to":"2026-03-11","currency":"PLN","revenue":8001,\
                        "orders":2,"averageOrder":4001,"refunded":0,"carts":0,"abandoned":0,\
                        "recovered":0,"abandonmentRate":0,"bySource":[{"source":"site","orders":1,\
                        "revenue":5000},{"source":"campaign","orders":0,"revenue":0},\
                        {"source":"flow","orders":1,"revenue":3001}],"previous":{\
                        "from":"2026-03-08","to":"2026-03-09","revenue":0,"orders":0,\
                        "averageOrder":0,"abandonmentRate":0,"flowShare":0,"campaignShare":0},\
                        "flowShare":0.3751,"campaignShare":0,"days":[{"day":"2026-03-10",\
                        "orders":2,"revenue":8001,"carts":0,"abandoned":0,"openCarts":0},\
                        {"day":"2026-03-11","orders":0,"revenue":0,"carts":0,"abandoned":0,\
                        "openCarts":0}],"messages":{"sent":0,"opened":0,"clicked":0,\
                        "machineOpened":0}}""");
    }

    @Test
    void overviewIsOfTheLastThirtyDaysAndRefusesAnImpossiblePeriod() {
        var report = api.get("reports/overview").expect(200).json();
        assertThat(report.get("to").asString()).isEqualTo(shop.day(now()).toString());
        assertThat(report.get("days")).hasSize(30);

        assertThat(api.get("reports/overview?from=2026-02-02&to=2026-02-01").expect(400).text())
                .contains("\"field\":\"from\"");
        api.get("reports/overview?from=yesterday").expect(400);
        api.get("reports/overview?from=0001-01-01&to=2026-02-01").expect(400);
    }

    @Test
    void ordersPageNewestFirstAcrossAllParts() {
        var numbers = new ArrayList<String>();
        for (var i = 0; i < 25; i++) {
            // two at each moment, so that the id has to decide
            order(person(), "n" + i, 100 + i, NOON.plusSeconds(i / 2));
            numbers.addFirst("n" + i);
        }

        var seen = numbersOf("orders?limit=4");
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(numbers);
        assertThat(seen.getFirst()).isEqualTo("n24");
        assertThat(numbersOf("orders?limit=7&sort=total")).isEqualTo(numbers);
    }

    @Test
    void everyFigureOpensToItsOrders() {
        order(ann, "before", 100, Instant.parse("2026-03-09T22:59:59Z"));
        order(ann, "first", 100, Instant.parse("2026-03-09T23:00:00Z"));
        order(ann, "cancelled", 100, NOON);
        touch(ann, "click", NOON.plusSeconds(100));
        order(ann, "clicked", 100, NOON.plusSeconds(200));
        for (var number : List.of("before", "first", "cancelled", "clicked")) bought(ann, number);
        set(orderId("cancelled"), "counted", false);
        bought(ann, "cancelled");

        var period = "from=2026-03-10&to=2026-03-10";
        assertThat(numbersOf("orders?" + period)).containsExactly("clicked", "cancelled", "first");
        assertThat(numbersOf("orders?counted=true&" + period)).containsExactly("clicked", "first");
        assertThat(numbersOf("orders?source=site&" + period)).containsExactly("first");
        assertThat(numbersOf("orders?source=flow&" + period)).containsExactly("clicked");
        assertThat(numbersOf("orders?source=campaign&" + period)).isEmpty();
        var report = api.get("reports/overview?" + period).json();
        assertThat(report.get("orders").asInt()).isEqualTo(2);
    }

    @Test
    void ordersAreFoundByNumberAndByTheirPerson() {
        order(ann, "ZAM/17", 100, NOON);
        order(person(), "ZAM/18", 100, NOON.plusSeconds(1));
        order(person(), "100% off", 100, NOON);

        assertThat(numbersOf("orders?search=zam/1")).containsExactly("ZAM/18", "ZAM/17");
        assertThat(numbersOf("orders?search=Anna@ex")).containsExactly("ZAM/17");
        assertThat(numbersOf("orders?search=anna%20kow")).containsExactly("ZAM/17");
        assertThat(numbersOf("orders?search=%25")).isEmpty();
        assertThat(numbersOf("orders?search=100%25")).containsExactly("100% off");
    }

    @Test
    void orderShowsItsLinesPicturesBadgesAndWhatItIsCreditedTo() {
        product("p1", "Red boots", 9900L, "https://shop.example/boots.jpg");
        var cart = cart(ann, "recovered", 9900, NOON);
        setCart(cart, "abandoned_at", Times.utc(NOON.plusSeconds(3600)));
        var touch = touch(ann, "click", NOON.minusSeconds(60));
        db.sql(
                        "insert into flow (shop_id, id, name, status, version, created_at, updated_at) values (?, ?, 'Come back', 'live', 1, ?, ?)")
                .params(shop.id(), touch.flow(), Times.utc(NOON), Times.utc(NOON))
                .update();
        var order = order(ann, "1", 9900, NOON);
        setCart(cart, "order_id", order);
        line(ann, order, "p1", "Red boots", 1, 9900);
        bought(ann, "1");

        var one = api.get("orders/" + order).expect(200).json();
        assertThat(one.get("badges").toString()).isEqualTo("[\"abandoned-cart\",\"recovered\"]");
        assertThat(one.get("source").asString()).isEqualTo("flow");
        assertThat(one.get("creditedTo").get("flow").toString())
                .isEqualTo("{\"id\":\"" + touch.flow() + "\",\"name\":\"Come back\"}");
        assertThat(one.get("creditedTo").get("message").asString())
                .isEqualTo(touch.message().toString());
        assertThat(one.get("cartId").asString()).isEqualTo(cart.toString());
        assertThat(one.get("profile").get("email").asString()).isEqualTo("anna@example.com");
        assertThat(one.get("lines").toString())
                .isEqualTo(
                        """
                        [{"line":0,"productId":"p1","variant":null,"name":"Red boots","quantity":1,\
                        "unitPrice":9900,"total":9900,"refundedQuantity":0,\
                        "image":"https://shop.example/boots.jpg"}]""");
        assertThat(api.get("orders").items().getFirst().has("lines")).isFalse();
        assertThat(api.get("profiles/" + ann + "/orders").items().getFirst().get("lines"))
                .hasSize(1);
    }

    @Test
    void customersOrdersComeNewestFirstTenAtATime() {
        for (var i = 0; i < 12; i++) order(ann, "n" + i, 100, NOON.plusSeconds(i));
        order(person(), "other", 100, NOON);

        var first = api.get("profiles/" + ann + "/orders").json();
        assertThat(first.get("items")).hasSize(10);
        assertThat(first.get("items").get(0).get("number").asString()).isEqualTo("n11");
        var rest = api.get("profiles/" + ann + "/orders?cursor=" + first.get("next").asString());
        assertThat(rest.items())
                .extracting(o -> o.get("number").asString())
                .containsExactly("n1", "n0");
        assertThat(rest.json().get("next").isNull()).isTrue();
    }

    @Test
    void ordersExportAsCsvInWhichNoCellIsAFormula() {
        var eve = customer("=HYPERLINK(\"x\")", "Zając", "eve@example.com");
        order(eve, "1", 12990, NOON);
        order(ann, "2", 5, NOON.minusSeconds(1));

        var csv = api.get("orders.csv").expect(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.text())
                .isEqualToNormalizingNewlines(
                        """
                        number,placed_at,status,counted,email,first_name,last_name,items,total,refunded,currency,source,flow,coupon,payment_method
                        1,2026-03-10T11:00:00Z,completed,true,eve@example.com,"'=HYPERLINK(""x"")",Zając,1,129.90,0.00,PLN,site,,,
                        2,2026-03-10T10:59:59Z,completed,true,anna@example.com,Anna,Kowalska,1,0.05,0.00,PLN,site,,,
                        """);
    }

    @Test
    void exportIsWholeHoweverLong() {
        for (var i = 0; i < 1203; i++) order(ann, "n" + i, 100, NOON.plusSeconds(i));

        assertThat(api.get("orders.csv").text().lines()).hasSize(1204);
    }

    @Test
    void cartsAreListedByStatePeriodAndValue() {
        var open = cart(person(), "open", 100, NOON);
        var left = cart(person(), "abandoned", 300, NOON.plusSeconds(1));
        var back = cart(person(), "recovered", 200, NOON.plusSeconds(2));
        cart(person(), "abandoned", 400, NOON.minus(Duration.ofDays(1)));

        var day = "from=2026-03-10&to=2026-03-10";
        assertThat(idsOf("carts?" + day)).containsExactly(back, left, open);
        assertThat(idsOf("carts?state=abandoned&" + day)).containsExactly(left);
        assertThat(idsOf("carts?limit=1&sort=value&state=abandoned,recovered&" + day))
                .containsExactly(left, back);
        api.get("carts?state=lost").expect(400);
        assertThat(api.get("carts.csv?state=open").text()).contains("1.00,PLN");
    }

    @Test
    void cartLinesHaveThePictureOfTheirProduct() {
        product("p1", "Red boots", 9900L, "https://shop.example/boots.jpg");
        var cart = cart(ann, "open", 9900, NOON);
        db.sql("update cart set lines = ?::jsonb where part = any(?) and shop_id = ? and id = ?")
                .params(
                        """
                        [{"product": "p1", "name": "Red boots", "quantity": 1, "image": null}]""",
                        shop.parts().all(),
                        shop.id(),
                        cart)
                .update();

        var one = api.get("carts/" + cart).expect(200).json();
        assertThat(one.get("lines").get(0).get("image").asString())
                .isEqualTo("https://shop.example/boots.jpg");
        assertThat(idsOf("profiles/" + ann + "/carts")).containsExactly(cart);
    }

    @Test
    void productsAreSearchedSortedAndPaged() {
        product("p1", "Red boots", 9900L, null);
        product("p2", "Blue boots", null, null);
        product("p3", "Äpfel", 100L, null);
        category("p1", "Shoes");
        category("p1", "Shoes/Boots");
        category("p2", "Shoes");

        assertThat(idTexts("products?limit=1")).containsExactly("p2", "p1", "p3");
        assertThat(idTexts("products?limit=1&sort=price")).containsExactly("p1", "p3", "p2");
        assertThat(idTexts("products?search=BOOT")).containsExactly("p2", "p1");
        assertThat(idTexts("products?search=äpf")).containsExactly("p3");
        var one = api.get("products/p1").expect(200).json();
        assertThat(one.get("categories").toString()).isEqualTo("[\"Shoes\",\"Shoes/Boots\"]");
        assertThat(api.get("categories").json().toString())
                .isEqualTo(
                        "[{\"path\":\"Shoes\",\"products\":2},{\"path\":\"Shoes/Boots\",\"products\":1}]");
        assertThat(api.get("brands").json().toString())
                .isEqualTo("[{\"name\":\"Acme\",\"products\":3}]");
    }

    @Test
    void searchFindsAFewOfEachKind() {
        product("p1", "Anorak", 9900L, null);
        order(ann, "AN-1", 100, NOON);
        db.sql(
                        "insert into segment (shop_id, id, name, condition, created_at, updated_at) values (?, ?, 'Best fans', '{}', ?, ?)")
                .params(shop.id(), Ids.next(now()), Times.utc(NOON), Times.utc(NOON))
                .update();
        for (var i = 0; i < 7; i++) customer("Anton", "Nowak" + i, "x" + i + "@example.com");

        var hits = api.get("search?q=an").expect(200).json();
        assertThat(hits.get("people")).hasSize(5);
        assertThat(hits.get("orders").get(0).get("number").asString()).isEqualTo("AN-1");
        assertThat(hits.get("products").get(0).get("name").asString()).isEqualTo("Anorak");
        assertThat(hits.get("segments").get(0).get("name").asString()).isEqualTo("Best fans");
        assertThat(hits.get("flows")).isEmpty();
        assertThat(api.get("search?q=anna@example").json().get("people")).hasSize(1);
        assertThat(api.get("search?q=anton%20nowak3").json().get("people")).hasSize(1);
        assertThat(api.get("search?q=").json().get("people")).isEmpty();
    }

    @Test
    void anotherShopsThingsAreNotThere() {
        var order = order(ann, "1", 100, NOON);
        var cart = cart(ann, "open", 100, NOON);
        product("p1", "Red boots", 9900L, null);
        var here = shop;
        open(newShop(8));

        assertThat(api.get("orders").items()).isEmpty();
        assertThat(api.get("carts").items()).isEmpty();
        assertThat(api.get("products").items()).isEmpty();
        assertThat(api.get("search?q=anna").json().get("people")).isEmpty();
        api.get("orders/" + order).expect(404);
        api.get("carts/" + cart).expect(404);
        api.get("products/p1").expect(404);
        assertThat(api.get("profiles/" + ann + "/orders").items()).isEmpty();
        api.get("/api/shops/" + here.id() + "/orders").expect(404);
        api.get("/api/shops/" + here.id() + "/orders.csv").expect(404);
        api.get("/api/shops/" + here.id() + "/reports/overview").expect(404);
    }

    @Test
    void nonsenseIsRefusedNamingIt() {
        assertThat(api.get("orders?sort=shoe").expect(400).text()).contains("sort");
        assertThat(api.get("orders?limit=0").expect(400).text()).contains("limit");
        assertThat(api.get("orders?cursor=bm9uc2Vuc2U").expect(400).text()).contains("cursor");
        api.get("orders?source=moon").expect(400);
        api.get("orders?from=2026-13-01").expect(400);
        api.get("orders/not-an-id").expect(404);
    }

    private List<String> numbersOf(String path) {
        return all(path).stream().map(order -> order.get("number").asString()).toList();
    }

    private List<UUID> idsOf(String path) {
        return all(path).stream().map(row -> UUID.fromString(row.get("id").asString())).toList();
    }

    private List<String> idTexts(String path) {
        return all(path).stream().map(row -> row.get("id").asString()).toList();
    }

    private List<JsonNode> all(String path) {
        var rows = new ArrayList<JsonNode>();
        var page = api.get(path).expect(200);
        rows.addAll(page.items());
        while (!page.json().get("next").isNull()) {
            page = api.get(path + "&cursor=" + page.json().get("next").asString()).expect(200);
            assertThat(page.items()).isNotEmpty();
            rows.addAll(page.items());
        }
        return rows;
    }

    private UUID customer(String first, String last, String email) {
        var id = person();
        db.sql(
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at)
                        values (?, ?, ?, true, ?, ?)
                        """)
                .params(part(id), shop.id(), id, Times.utc(NOON), Times.utc(NOON))
                .update();
        db.sql(
                        """
                        insert into profile_trait (part, shop_id, profile_id, email, first_name, last_name)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(part(id), shop.id(), id, email, first, last)
                .update();
        return id;
    }

    private void product(String id, String name, @Nullable Long price, @Nullable String image) {
        db.sql(
                        """
                        insert into product (part, shop_id, id, name, brand, fact_at, created_at, price, image)
                        values (?, ?, ?, ?, 'Acme', ?, ?, ?, ?)
                        """)
                .params(shop.home(), shop.id(), id, name, Times.utc(NOON), Times.utc(NOON))
                .param(price)
                .param(image)
                .update();
    }

    private void category(String product, String path) {
        db.sql(
                        """
                        insert into product_category (part, shop_id, path, product_id)
                        values (?, ?, ?, ?)
                        """)
                .params(shop.home(), shop.id(), path, product)
                .update();
    }

    private void line(
            UUID person, UUID order, String product, String name, int quantity, long price) {
        db.sql(
                        """
                        insert into order_line (part, shop_id, order_id, line, profile_id, product_id, name,
                            quantity, unit_price, total, placed_at, counted)
                        values (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, true)
                        """)
                .params(
                        part(person),
                        shop.id(),
                        order,
                        person,
                        product,
                        name,
                        quantity,
                        price,
                        quantity * price,
                        Times.utc(NOON))
                .update();
    }
}
