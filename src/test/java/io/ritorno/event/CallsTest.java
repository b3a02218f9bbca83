package io.ritorno.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class CallsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void sendersClockIsCorrectedByWhenItSent() { // an hour fast
        var call =
                one(
                        """
                        {"sentAt":"2026-11-21T13:00:00Z","batch":[
                          {"type":"track","event":"A","userId":"u","timestamp":"2026-11-21T12:59:30Z"}]}
                        """);
        assertThat(call.at()).isEqualTo(NOON.minusSeconds(30));
    }

    @Test
    void withoutSentAtTheTimeIsTakenAsItIs() {
        assertThat(timed("\"2026-11-20T08:00:00+01:00\""))
                .isEqualTo(Instant.parse("2026-11-20T07:00:00Z"));
        assertThat(timed("\"2026-11-20T08:00:00\""))
                .isEqualTo(Instant.parse("2026-11-20T08:00:00Z"));
        assertThat(timed("\"2026-11-20\"")).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        assertThat(timed("1763625600000")).isEqualTo(Instant.ofEpochMilli(1763625600000L));
        assertThat(timed("null")).isEqualTo(NOON);
    }

    @Property(tries = 500)
    void usualTimesAreReadAsTheLibraryReadsThem(
            @ForAll @LongRange(min = 946684800, max = 4102444800L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano,
            @ForAll @IntRange(max = 9) int digits) {
        var text = Instant.ofEpochSecond(second).toString();
        if (digits > 0)
            text = text.replace("Z", "." + "%09d".formatted(nano).substring(0, digits) + "Z");
        assertThat(Calls.time(text)).isEqualTo(Instant.parse(text));
    }

    @Test
    void timesThatAreNoneAreNone() {
        for (var bad :
                List.of(
                        "2026-13-01T00:00:00Z",
                        "2026-02-30T00:00:00Z",
                        "2026-01-01T25:00:00Z",
                        "2026-01-01T00:00:60Z",
                        "2026-01-01T00:00:0xZ",
                        "2026-01-01T00:00:00.Z1",
                        "2026-01-01T00:00:00.-1Z",
                        "now",
                        "Z")) assertThat(Calls.time(bad)).as(bad).isNull();
    }

    @Test
    void requestsThatShareARowAreReadOneAfterTheOther() {
        var calls =
                read(
                        """
                        {"type":"track","batch":[{"event":"A","userId":"u"}]}
                        {"type":"identify","sentAt":"2026-11-21T12:00:00Z","batch":[{"userId":"v"}]}
                        """);
        assertThat(calls)
                .extracting(Call::kind)
                .containsExactly(Event.Call.TRACK, Event.Call.IDENTIFY);
        assertThat(calls).extracting(Call::name).containsExactly("A", Names.IDENTIFIED);
    }

    @Test
    void plainListIsReadToo() {
        assertThat(read("[{\"type\":\"page\",\"userId\":\"u\"}]"))
                .extracting(Call::name)
                .containsExactly(Names.PAGE_VIEWED);
    }

    @Test
    void contextOfTheBatchHoldsForEachCallThatDoesNotSayOtherwise() {
        var calls =
                read(
                        """
                        {"context":{"ip":"192.0.2.1","locale":"pl"},"batch":[
                          {"type":"track","event":"A","userId":"u"},
                          {"type":"track","event":"A","userId":"u","context":{"locale":"it"}}]}
                        """);
        assertThat(calls)
                .extracting(c -> Event.text(c.context(), "locale"))
                .containsExactly("pl", "it");
        assertThat(calls)
                .extracting(c -> Event.text(c.context(), "ip"))
                .containsExactly("192.0.2.1", "192.0.2.1");
    }

    @Test
    void whatPostgresCannotHoldIsTakenOut() {
        var call =
                one(
                        """
                        {"batch":[{"type":"track","event":"A\\u0000B","userId":"u","properties":
                          {"na\\u0000me":"x\\u0000y","half":"\\ud83d!","whole":"\\ud83d\\ude00",
                           "list":["\\udc00",{"deep":"a\\u0000"}],"plain":"\\\\u0000"}}]}
                        """);
        assertThat(call.name()).isEqualTo("AB");
        assertThat(call.properties().toString())
                .isEqualTo(
                        """
                        {"half":"\uFFFD!","whole":"😀","list":["\uFFFD",{"deep":"a"}],\
                        "plain":"\\\\u0000","name":"xy"}""");
    }

    @Test
    void repeatOfACallWithoutIdIsKnownByItsTimeAndWords() {
        var payload =
                "[{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"timestamp\":\"2026-11-20\",\"n\":%d}]";
        var first = read(payload.formatted(1)).getFirst().messageId();
        var later =
                Calls.read(
                        payload.formatted(1).getBytes(StandardCharsets.UTF_8), NOON.plusSeconds(9));
        assertThat(later.getFirst().messageId()).isEqualTo(first);
        assertThat(read(payload.formatted(2)).getFirst().messageId()).isNotEqualTo(first);
    }

    @Test
    void aliasJoinsTheIdBeforeToTheUser() {
        var call = one("[{\"type\":\"alias\",\"previousId\":\"anon-1\",\"userId\":\"anna\"}]");
        assertThat(call.kind()).isEqualTo(Event.Call.IDENTIFY);
        assertThat(call.userId()).isEqualTo("anna");
        assertThat(call.anonymousId()).isEqualTo("anon-1");
        assertThat(call.properties()).isEmpty();
    }

    @Test
    void companyTellsAPersonItsNameAndNoMore() {
        var call =
                one(
                        """
                        [{"type":"group","userId":"anna","groupId":"g1","traits":{"name":"Acme","email":"info@acme.example"}}]
                        """);
        assertThat(call.properties().toString())
                .isEqualTo("{\"groupId\":\"g1\",\"company\":\"Acme\"}");
        assertThat(call.email()).isNull();
    }

    @Test
    void pageHasItsNameAndAddressAmongItsProperties() {
        var call =
                one(
                        """
                        [{"type":"page","anonymousId":"a","name":"Home","context":{"page":{"url":"https://s.example/"}}}]
                        """);
        assertThat(call.properties().toString())
                .isEqualTo("{\"name\":\"Home\",\"url\":\"https://s.example/\"}");
    }

    @Test
    void purchaseOfGoogleAnalyticsIsAnOrder() {
        var call =
                one(
                        """
                        [{"type":"track","event":"purchase","userId":"u","properties":{
                          "transaction_id":"T1","value":30.5,"currency":"EUR","shipping":5,"coupon":"SUMMER",
                          "items":[{"item_id":"P1","item_name":"Boot","price":25.5,"quantity":1,"item_brand":"B",
                            "item_variant":"41","item_category":"Shoes","item_category2":"Boots"}]}}]
                        """);
        assertThat(call.name()).isEqualTo(Names.ORDER_COMPLETED);
        assertThat(call.properties())
                .isEqualTo(
                        Calls.JSON.readTree(
                                """
                                {"order_id":"T1","total":30.5,"currency":"EUR","shipping":5,"coupon":"SUMMER",
                                 "products":[{"product_id":"P1","name":"Boot","price":25.5,"quantity":1,
                                  "brand":"B","variant":"41","category":"Shoes > Boots"}]}
                                """));
    }

    @Test
    void oneItemOfGoogleAnalyticsStandsInTheProperties() {
        for (var name :
                List.of("view_item", "add_to_cart", "remove_from_cart", "add_to_wishlist")) {
            var call =
                    one(
                            """
                            [{"type":"track","event":"%s","userId":"u","properties":{"currency":"EUR","value":9,
                              "items":[{"item_id":"P1","item_name":"Boot","price":9}]}}]
                            """
                                    .formatted(name));
            assertThat(Event.text(call.properties(), "product_id")).isEqualTo("P1");
            assertThat(Event.text(call.properties(), "name")).isEqualTo("Boot");
            assertThat(call.properties().has("products")).isFalse();
            assertThat(call.name()).startsWith("Product ");
        }
    }

    @Test
    void eventsOfOurOwnWordsAndCustomOnesStayAsTheyAre() {
        var sent =
                """
                [{"type":"track","event":"Wheel Spun","userId":"u","properties":{"transaction_id":"7","value":3}}]
                """;
        var call = one(sent);
        assertThat(call.name()).isEqualTo("Wheel Spun");
        assertThat(call.properties().toString())
                .isEqualTo("{\"transaction_id\":\"7\",\"value\":3}");
    }

    @Test
    void everyGoogleAnalyticsNameHasOneOfOurs() {
        for (var name :
                List.of(
                        "view_item",
                        "view_item_list",
                        "select_item",
                        "search",
                        "view_search_results",
                        "add_to_cart",
                        "remove_from_cart",
                        "view_cart",
                        "add_to_wishlist",
                        "begin_checkout",
                        "add_shipping_info",
                        "add_payment_info",
                        "purchase",
                        "refund",
                        "view_promotion",
                        "select_promotion")) {
            var call = one("[{\"type\":\"track\",\"event\":\"" + name + "\",\"userId\":\"u\"}]");
            assertThat(call.name()).isNotEqualTo(name).matches("[A-Z].*");
        }
    }

    @Test
    void longNameIsCutBetweenCharacters() {
        assertThat(Calls.cut("a".repeat(199) + "😀", 200)).isEqualTo("a".repeat(199));
    }

    private static Instant timed(String timestamp) {
        return one("[{\"type\":\"track\",\"event\":\"A\",\"userId\":\"u\",\"timestamp\":"
                        + timestamp
                        + "}]")
                .at();
    }

    private static Call one(String payload) {
        var calls = read(payload);
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }

    private static List<Call> read(String payload) {
        return Calls.read(payload.getBytes(StandardCharsets.UTF_8), NOON);
    }
}
