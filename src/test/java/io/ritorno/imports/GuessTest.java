package io.ritorno.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GuessTest {
    @Test
    void onlineRetailIsKnown() {
        assertThat(
                        guess(
                                Kind.ORDERS,
                                "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("order_id", "InvoiceNo"),
                                Map.entry("product_id", "StockCode"),
                                Map.entry("product_name", "Description"),
                                Map.entry("quantity", "Quantity"),
                                Map.entry("order_date", "InvoiceDate"),
                                Map.entry("price", "UnitPrice"),
                                Map.entry("customer_id", "CustomerID"),
                                Map.entry("country", "Country"),
                                Map.entry("cancel_prefix", "=C"),
                                Map.entry("skip_prefix", "=A")));
    }

    /// Who names the columns as our screens do has nothing to choose.
    @ParameterizedTest
    @ValueSource(strings = {"en", "it", "pl"})
    void columnsNamedAsOnTheScreen(String language) {
        var texts = Path.of("ui/src/features/settings/i18n/" + language + ".json");
        var labels = JsonMapper.shared().readTree(texts).path("field");
        for (var kind : Kind.values()) {
            var fields = Guess.fields(kind);
            var columns = fields.stream().map(field -> labels.path(field).asString()).toList();
            var guessed = Guess.mapping(kind, columns, List.of()).fields();
            for (var i = 0; i < fields.size(); i++)
                assertThat(guessed).as(language).containsEntry(fields.get(i), columns.get(i));
        }
    }

    @Test
    void customersOfAPolishShop() {
        assertThat(guess(Kind.CUSTOMERS, "ID,Imię,Nazwisko,E-mail,Telefon,Miasto,Płeć"))
                .containsEntry("customer_id", "ID")
                .containsEntry("first_name", "Imię")
                .containsEntry("last_name", "Nazwisko")
                .containsEntry("email", "E-mail")
                .containsEntry("phone", "Telefon")
                .containsEntry("city", "Miasto")
                .containsEntry("gender", "Płeć");
    }

    @Test
    void ordersWithTheirProductsWithin() {
        assertThat(
                        guess(
                                Kind.ORDERS,
                                "id,created_at,customer.email,total,products.sku,products.name,products.quantity,products.price"))
                .containsEntry("order_id", "id")
                .containsEntry("order_date", "created_at")
                .containsEntry("product_id", "products.sku")
                .containsEntry("quantity", "products.quantity")
                .containsEntry("price", "products.price")
                .containsEntry("total", "total");
    }

    @Test
    void productsOfAnItalianShop() {
        assertThat(guess(Kind.PRODUCTS, "Codice,Nome,Prezzo,Categoria,Marca,Giacenza"))
                .containsEntry("product_id", "Codice")
                .containsEntry("product_name", "Nome")
                .containsEntry("price", "Prezzo")
                .containsEntry("category", "Categoria")
                .containsEntry("brand", "Marca")
                .containsEntry("stock", "Giacenza");
    }

    @Test
    void dayBeyondTwelveSaysWhichIsTheMonth() {
        var mapping =
                Guess.mapping(
                        Kind.ORDERS,
                        List.of("order_id", "date"),
                        List.of(List.of("1", "12/1/2010 8:26"), List.of("2", "12/31/2010 8:26")));
        assertThat(mapping.fields()).containsEntry("date_format", "=M/d/yyyy H:mm");
    }

    private static Map<String, String> guess(Kind kind, String columns) {
        return Guess.mapping(kind, List.of(columns.split(",")), List.of()).fields();
    }
}
