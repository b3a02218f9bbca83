package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.Api;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import java.net.URLEncoder;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ImportControllerTest extends IntegrationTest {
    private static final String ORDERS =
            """
            Order ID;Date;E-mail;SKU;Qty;Price
            1;31.12.2025 18:00;Anna@Example.com;A;2;1.234,50
            1;31.12.2025 18:00;Anna@Example.com;B;1;10,00
            2;yesterday;bob@example.com;A;1;5
            """;

    @Autowired ImportWork work;

    @Test
    void fileIsLookedAtBeforeItIsBrought() {
        var shop = newShop();
        for (var look :
                new Api.Answer[] {
                    api(shop)
                            .with("Content-Type", "text/csv")
                            .post("imports/inspect?kind=orders", ORDERS),
                    form(shop, "imports/inspect", "kind", "orders")
                }) {
            var seen = look.expect(200).json();
            assertThat(seen.path("columns").values()).hasSize(6);
            assertThat(seen.path("sample").path(0).path(3).asString()).isEqualTo("A");
            assertThat(seen.path("guess").path("order_id").asString()).isEqualTo("Order ID");
            assertThat(seen.path("guess").path("product_id").asString()).isEqualTo("SKU");
        }
    }

    @Test
    void fileOfAFormIsImportedAndItsBadRowsCanBeFetched() {
        var shop = newShop();
        var id = form(shop, "imports", "kind", "orders").expect(201).json().path("id").asString();
        drain();

        var done = api(shop).get("imports/" + id).expect(200).json();
        assertThat(done.path("status").asString()).isEqualTo("done");
        assertThat(done.path("fileName").asString()).isEqualTo("orders.csv");
        assertThat(done.path("rowsDone").asInt()).isEqualTo(2);
        assertThat(done.path("rowsFailed").asInt()).isEqualTo(1);
        assertThat(api(shop).get("imports").items()).hasSize(1);
        assertThat(api(shop).get("imports/" + id + "/errors").items()).hasSize(1);
        assertThat(api(shop).get("imports/" + id + "/errors.csv").expect(200).text())
                .isEqualTo(
                        """
                        row,reason,Order ID,Date,E-mail,SKU,Qty,Price
                        4,order_date is not a time: yesterday,2,yesterday,bob@example.com,A,1,5
                        """);
        assertThat(
                        api(shop)
                                .with("Accept-Language", "pl")
                                .get("imports/" + id + "/errors.csv?lang=it")
                                .text())
                .contains("4,order_date: non è una data: yesterday,2,");
        assertThat(total(shop)).isEqualTo(247_900);
    }

    @Test
    void pieceThatDiedInHandIsDoneAgainAndCountsOnce() {
        var shop = newShop();
        upload(shop, api(shop)).expect(201);
        assertThatThrownBy(
                        () ->
                                lanes.inPart(
                                        Lane.JOB,
                                        shop.home(),
                                        () -> {
                                            work.run(shop.home(), now());
                                            throw new IllegalStateException("killed");
                                        }))
                .hasMessage("killed");
        drain();
        assertThat(api(shop).get("imports").items().getFirst().path("rowsDone").asInt())
                .isEqualTo(2);
        assertThat(events(shop)).isEqualTo(2); // who she is, and her order
        upload(shop, api(shop)).expect(201);
        drain();
        assertThat(events(shop)).isEqualTo(2);
        assertThat(total(shop)).isEqualTo(247_900);
    }

    @Test
    void importBelongsToItsShopAndToThoseWhoMayChangeIt() {
        var shop = newShop();
        var id = upload(shop, api(shop)).expect(201).json().path("id").asString();
        var other = api(newShop());
        for (var path : new String[] {"", "/errors", "/errors.csv"})
            other.get("imports/" + id + path).expect(404);
        other.post("imports/" + id + "/cancel").expect(404);
        api(shop).get("imports/" + UUID.randomUUID()).expect(404);
        var viewer = api(shop, "viewer");
        viewer.get("imports/" + id).expect(200);
        viewer.post("imports/" + id + "/cancel").expect(403);
        upload(shop, viewer).expect(403);
        api(shop).post("imports/" + id + "/resume").expect(409);
        assertThat(
                        api(shop)
                                .post("imports/" + id + "/cancel")
                                .expect(200)
                                .json()
                                .path("status")
                                .asString())
                .isEqualTo("cancelled");
    }

    @Test
    void whatCannotBeAnImportIsSaid() {
        var shop = newShop();
        var csv = api(shop).with("Content-Type", "text/csv");
        csv.post("imports?kind=cats", ORDERS).expect(400);
        csv.post("imports?kind=orders&format=xls", ORDERS).expect(400);
        csv.post("imports?kind=orders&mapping=%5B%5D", ORDERS).expect(400);
        csv.post("imports?kind=orders", "").expect(400);
        var answer = csv.post("imports?kind=orders", "a,b\n1,2\n").expect(400);
        assertThat(answer.text()).contains("no column for order_id");
        var mapping = URLEncoder.encode("{\"order_id\":\"x\",\"order_date\":\"Date\"}", UTF_8);
        assertThat(csv.post("imports?kind=orders&mapping=" + mapping, ORDERS).expect(400).text())
                .contains("names x, which is no column of the file");
        assertThat(api(shop).get("imports").items()).isEmpty();
    }

    private static Api.Answer upload(Shop shop, Api api) {
        return api.with("Content-Type", "text/csv")
                .post("imports?kind=orders&fileName=orders.csv", ORDERS);
    }

    private Api.Answer form(Shop shop, String path, String field, String value) {
        var body =
                "--b\r\nContent-Disposition: form-data; name=\""
                        + field
                        + "\"\r\n\r\n"
                        + value
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"orders.csv\"\r\n"
                        + "Content-Type: text/csv\r\n\r\n"
                        + ORDERS
                        + "\r\n--b--\r\n";
        return api(shop).with("Content-Type", "multipart/form-data; boundary=b").post(path, body);
    }

    private long events(Shop shop) {
        return db.sql("select count(*) from event where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }

    private long total(Shop shop) {
        return db.sql("select sum(total) from orders where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }
}
