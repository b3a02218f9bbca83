package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Call;
import io.ritorno.event.Calls;
import io.ritorno.event.Event;
import io.ritorno.imports.Imports.Import;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What files turn into, before anything is done with it.
class ImportCallsTest extends IntegrationTest {
    private static final String HEAD = "order,date,customer,sku,qty,price\n";

    @Autowired Imports imports;
    @Autowired Uploads uploads;
    @Autowired ImportWork work;

    @Test
    void rowsOfAnOrderAreOneOrder() throws IOException {
        var shop = newShop();
        var done =
                orders(
                        shop,
                        HEAD
                                + """
                                1,2026-03-01 10:00,anna,A,2,"1,50"
                                1,2026-03-01 10:00,anna,B,1,10
                                2,2026-03-02,,A,1,1.5
                                """);
        assertThat(done.status()).isEqualTo("done");
        assertThat(done.rowsDone()).isEqualTo(3);
        assertThat(done.bytesDone()).isEqualTo(done.bytes());

        var calls = calls(shop);
        assertThat(calls).extracting(Call::name).containsOnly("Order Completed").hasSize(2);
        assertThat(calls).allMatch(Call::history);
        var first = calls.getFirst();
        assertThat(first.userId()).isEqualTo("anna");
        assertThat(first.at()).isEqualTo("2026-03-01T09:00:00Z");
        assertThat(Event.text(first.properties(), "total")).isEqualTo("13.00");
        assertThat(first.properties().path("products")).hasSize(2);
        assertThat(calls.getLast().userId()).isNull();
        assertThat(calls.getLast().anonymousId()).isEqualTo("order:2");
    }

    @Test
    void cancellationTakesBackFromTheLatestOrdersThatHaveIt() throws IOException {
        var shop = newShop();
        orders(
                shop,
                HEAD
                        + """
                        1,2026-03-01,anna,A,5,2
                        2,2026-03-02,anna,A,3,2
                        2,2026-03-02,anna,B,1,9
                        3,2026-03-03,bob,A,9,2
                        C4,2026-03-04,anna,A,-4,2
                        C5,2026-03-05,anna,A,-9,2
                        """);
        assertThat(refunds(shop))
                .containsExactly(
                        "2 C4 3 6", // all three of the latest …
                        "1 C4 1 2", // … and one of the one before
                        "1 C5 4 8",
                        "C5 C5 5 10"); // nobody knows of what
    }

    @Test
    void piecesBroughtBackWithinAnOrderAreItsRefund() throws IOException {
        var shop = newShop();
        orders(shop, HEAD + "1,2026-03-01,anna,A,5,2\n1,2026-03-01,anna,A,-2,2\n");
        assertThat(refunds(shop)).containsExactly("1 1-returned 2 4");
    }

    @Test
    void fileBroughtAgainSaysTheSame() throws IOException {
        var shop = newShop();
        var file = HEAD + "1,2026-03-01,anna,A,5,2\nC1,2026-03-01,anna,A,-2,2\n";
        orders(shop, file);
        var first = calls(shop).stream().map(Call::messageId).toList();
        orders(shop, file);
        assertThat(calls(shop).stream().map(Call::messageId).distinct())
                .containsExactlyElementsOf(first);
    }

    @Test
    void rowThatCannotBeReadIsNamed() throws IOException {
        var shop = newShop();
        var done =
                orders(
                        shop,
                        HEAD
                                + """
                                1,2026-03-01,anna,A,1,2
                                2,yesterday,anna,A,1,2
                                3,2026-03-01,anna,A,many,2
                                4,2026-03-01,anna,A,1,-2
                                ,2026-03-01,anna,A,1,2

                                5,2026-03-01,,A,-1,0
                                """);
        assertThat(done.rowsDone()).isEqualTo(1);
        assertThat(done.rowsFailed()).isEqualTo(5);
        assertThat(imports.errors(shop, done.id(), 0, 100))
                .extracting(e -> e.row() + " " + e.in(Locale.ENGLISH).reason())
                .containsExactly(
                        "3 order_date is not a time: yesterday",
                        "4 quantity is not a number: many",
                        "5 price must be 0 or more",
                        "6 order_id is missing",
                        "8 Left out: quantities below 0 without a price are no sale and no refund.");
        assertThat(imports.errors(shop, done.id(), 0, 1).getFirst().line())
                .isEqualTo("2,yesterday,anna,A,1,2\n");
        assertThat(calls(shop)).hasSize(1);
    }

    @Test
    void orderMayRunOverTheEndOfAPiece() throws IOException {
        var shop = newShop();
        var text = new StringBuilder(HEAD);
        var padding = "x".repeat(1000);
        for (var row = 0; row < 3000; row++) // some 3 MB, 7 rows an order
        text.append(row / 7)
                    .append(",2026-03-01,anna,")
                    .append(padding)
                    .append(row)
                    .append(",1,2\n");
        var done = orders(shop, text.toString());
        assertThat(done.rowsDone()).isEqualTo(3000);
        assertThat(done.bytesDone()).isEqualTo(done.bytes());
        var calls = calls(shop);
        assertThat(calls).hasSize(429);
        assertThat(calls.subList(0, 428))
                .allMatch(c -> c.properties().path("products").size() == 7);
        assertThat(calls.getLast().properties().path("products")).hasSize(4);
    }

    @Test
    void orderWhoseRowsStandApartIsNotCutShort() throws IOException {
        var shop = newShop();
        var text = new StringBuilder(HEAD).append("1,2026-03-01,anna,A,1,2\n");
        var padding = "x".repeat(1000);
        for (var row = 0; row < 1500; row++)
            text.append("z")
                    .append(row)
                    .append(",2026-03-01,anna,")
                    .append(padding)
                    .append(",1,2\n");
        text.append("1,2026-03-01,anna,B,1,2\n");
        var done = orders(shop, text.toString());
        assertThat(imports.errors(shop, done.id(), 0, 10))
                .extracting(e -> e.in(Locale.ENGLISH).reason())
                .containsExactly(
                        "The rows of this order do not stand together: sort the file by order_id.");
    }

    @Test
    void customersBringWhatTheyAreAndWhatTheyAgreedTo() throws IOException {
        var shop = newShop();
        var done =
                run(
                        shop,
                        Kind.CUSTOMERS,
                        Format.CSV,
                        """
                        id;email;imie;data urodzenia;newsletter;tags;shoe size
                        7;Anna@Example.com;Anna;24.12.1980;tak;vip, gold;38
                        8;;;;;;
                        ;;Nobody;;;;
                        """,
                        Map.of(
                                "customer_id",
                                "id",
                                "email",
                                "email",
                                "first_name",
                                "imie",
                                "birthday",
                                "data urodzenia",
                                "consent_email",
                                "newsletter",
                                "tags",
                                "tags",
                                "shoe size",
                                "shoe size"));
        assertThat(done.rowsFailed()).isEqualTo(1);
        var anna = calls(shop).getFirst();
        assertThat(anna.userId()).isEqualTo("7");
        assertThat(anna.properties().toString())
                .isEqualTo(
                        """
                        {"email":"Anna@Example.com","firstName":"Anna","birthday":"1980-12-24","tags":["vip","gold"],\
                        "consent":{"email":true},"consentSource":"import","shoe size":"38"}""");
        assertThat(calls(shop).getLast().properties()).isEmpty();
    }

    @Test
    void productsBringTheirFacts() throws IOException {
        var shop = newShop();
        run(shop, Kind.PRODUCTS, Format.CSV, "sku,name,price,stock\nP1,Boot,\"129,90\",4\n", null);
        var call = calls(shop).getFirst();
        assertThat(call.name()).isEqualTo("Product Updated");
        assertThat(call.properties().toString())
                .isEqualTo(
                        "{\"product_id\":\"P1\",\"name\":\"Boot\",\"sku\":\"P1\",\"price\":129.90,\"stock\":4}");
    }

    @Test
    void linesOfJsonMayHoldAWholeOrder() throws IOException {
        var shop = newShop();
        var done =
                run(
                        shop,
                        Kind.ORDERS,
                        Format.NDJSON,
                        """
                        {"id":1,"created_at":"2026-03-01T10:00:00Z","customer":{"email":"a@b.example"},"products":[{"sku":"A","quantity":2,"price":1.5},{"sku":"B","quantity":1,"price":3}]}
                        {"id":2,
                        {"id":3,"created_at":"2026-03-01T10:00:00Z","customer":{"email":"a@b.example"},"products":[{"sku":"A","quantity":1,"price":1.5}]}
                        """,
                        Map.of(
                                "order_id",
                                "id",
                                "order_date",
                                "created_at",
                                "email",
                                "customer.email",
                                "product_id",
                                "products.sku",
                                "quantity",
                                "products.quantity",
                                "price",
                                "products.price"));
        assertThat(done.rowsFailed()).isEqualTo(1);
        var orders = calls(shop).stream().filter(c -> c.name().equals("Order Completed")).toList();
        assertThat(orders).hasSize(2);
        assertThat(orders.getFirst().email()).isEqualTo("a@b.example");
        assertThat(orders.getFirst().properties().path("products")).hasSize(2);
    }

    @Test
    void stoppedImportGoesOnWhereItStood() throws IOException {
        var shop = newShop();
        var waiting =
                upload(shop, Kind.ORDERS, Format.CSV, HEAD + "1,2026-03-01,anna,A,5,2\n", null);
        imports.cancel(shop, waiting.id());
        work(shop);
        assertThat(calls(shop)).isEmpty();
        assertThatThrownBy(() -> imports.cancel(shop, waiting.id())).isInstanceOf(Problem.class);
        imports.resume(shop, waiting.id());
        work(shop);
        assertThat(calls(shop)).hasSize(1);
        assertThat(imports.find(shop, waiting.id()).orElseThrow().status()).isEqualTo("done");
    }

    @Test
    void otherShopSeesNothingOfIt() throws IOException {
        var done = orders(newShop(), HEAD + "1,yesterday,anna,A,5,2\n");
        var other = newShop();
        assertThat(imports.find(other, done.id())).isEmpty();
        assertThat(imports.errors(other, done.id(), 0, 10)).isEmpty();
        assertThatThrownBy(() -> imports.cancel(other, done.id())).isInstanceOf(Problem.class);
    }

    @Test
    void mappingThatDoesNotFitIsRefused() {
        var shop = newShop();
        assertThatThrownBy(() -> orders(shop, Map.of("order_id", "order"), HEAD))
                .hasMessageContaining("no column for order_date");
        assertThatThrownBy(() -> orders(shop, Map.of("order_id", "x", "order_date", "date"), HEAD))
                .hasMessageContaining("x, which is no column");
        assertThatThrownBy(() -> orders(shop, "")).hasMessageContaining("is empty");
    }

    private Import orders(Shop shop, String text) throws IOException {
        if (text.isEmpty()) return run(shop, Kind.ORDERS, Format.CSV, text, null);
        return orders(
                shop,
                Map.of(
                        "order_id",
                        "order",
                        "order_date",
                        "date",
                        "customer_id",
                        "customer",
                        "product_id",
                        "sku",
                        "quantity",
                        "qty",
                        "price",
                        "price",
                        "cancel_prefix",
                        "=C"),
                text);
    }

    private Import orders(Shop shop, Map<String, String> mapping, String text) throws IOException {
        return run(shop, Kind.ORDERS, Format.CSV, text, mapping);
    }

    private Import run(
            Shop shop, Kind kind, Format format, String text, @Nullable Map<String, String> mapping)
            throws IOException {
        var id = upload(shop, kind, format, text, mapping).id();
        work(shop);
        return imports.find(shop, id).orElseThrow();
    }

    private Import upload(
            Shop shop, Kind kind, Format format, String text, @Nullable Map<String, String> mapping)
            throws IOException {
        var file = new ByteArrayInputStream(text.getBytes(UTF_8));
        return uploads.upload(shop, kind, format, "test", mapping, file);
    }

    /// Does the import's work alone, so that what it sent can be looked at.
    private void work(Shop shop) {
        while (lanes.inPart(Lane.JOB, shop.home(), () -> work.run(shop.home(), now())) > 0) {}
    }

    private List<String> refunds(Shop shop) {
        return calls(shop).stream()
                .filter(call -> call.name().equals("Order Refunded"))
                .map(
                        call ->
                                Event.text(call.properties(), "order_id")
                                        + " "
                                        + Event.text(call.properties(), "refund_id")
                                        + " "
                                        + call.properties()
                                                .path("products")
                                                .path(0)
                                                .path("quantity")
                                                .asInt()
                                        + " "
                                        + Event.text(call.properties(), "total"))
                .toList();
    }

    private List<Call> calls(Shop shop) {
        return db
                .sql("select payload from inbox where part = any(?) and shop_id = ? order by id")
                .params(shop.parts().all(), shop.id())
                .query(byte[].class)
                .list()
                .stream()
                .flatMap(payload -> Calls.read(payload, now()).stream())
                .toList();
    }
}
