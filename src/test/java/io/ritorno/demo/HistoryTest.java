package io.ritorno.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.event.Names;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// D1: the demo shop's history is the same each time and looks like a shop's.
class HistoryTest {
    private static final Instant END = Instant.parse("2026-11-21T20:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Warsaw");

    @Test
    void sellsSixHundredThingsInATree() {
        var range = Range.outdoor();
        assertThat(range.items()).hasSize(600).doesNotHaveDuplicates();
        assertThat(new HashSet<>(range.items().stream().map(Item::id).toList())).hasSize(600);
        assertThat(range.byLeaf()).hasSize(30);
        assertThat(range.items()).allMatch(item -> item.price() >= 2_900 && item.price() < 500_000);
        assertThat(range.items().stream().map(Item::brand).distinct()).hasSize(20);
        assertThat(range.demand("Camping/Tents", 6))
                .isGreaterThan(range.demand("Camping/Tents", 12));
    }

    @Test
    void isTheSameInEveryRun() {
        assertThat(tell(300)).isEqualTo(tell(300));
    }

    @Test
    void hasSensibleNumbers() {
        var calls = tell(4_000);
        var counts = new HashMap<String, Integer>();
        for (var call : calls)
            counts.merge(call.path("event").asString("identify"), 1, Integer::sum);
        assertThat(counts.get("identify")).isEqualTo(4_000);
        // 1 to 2 orders a person, and more than half of all carts are left
        assertThat(counts.get(Names.ORDER_COMPLETED)).isBetween(4_000, 8_000);
        double left = counts.getOrDefault(Names.CART_UPDATED, 0);
        var bought = counts.getOrDefault(Names.CHECKOUT_STARTED, 0);
        assertThat(left / (left + bought)).isBetween(0.3, 0.75);
        assertThat(counts.get(Names.ORDER_REFUNDED)).isBetween(100, 400);
        assertThat(counts.get(Names.PRODUCTS_SEARCHED)).isGreaterThan(1_000);
    }

    /// Without them no flow could be seen to write to people who order anyway.
    @Test
    void someComeBackToACartByThemselves() {
        var left = new HashMap<String, Instant>();
        var orders = 0;
        var returned = 0;
        for (var call : tell(2_000)) {
            var event = call.path("event").asString("");
            var cart = call.path("properties").path("cart_id").asString("");
            var at = Instant.parse(call.get("timestamp").asString());
            if (event.equals(Names.CART_UPDATED)) left.put(cart, at);
            if (!event.equals(Names.ORDER_COMPLETED)) continue;
            orders++;
            if (left.containsKey(cart)) {
                returned++;
                assertThat(left.get(cart).plusSeconds(3 * 3_600)).isBefore(at);
            }
        }
        assertThat((double) returned / orders).isBetween(0.10, 0.20);
    }

    @Test
    void sellsTentsInSummer() {
        var summer = 0;
        var winter = 0;
        for (var call : tell(4_000)) {
            if (!call.path("event").asString("").equals(Names.ORDER_COMPLETED)) continue;
            var month = call.get("timestamp").asString().substring(5, 7);
            if (!call.toString().contains("Camping/Tents")) continue;
            if (List.of("05", "06", "07").contains(month)) summer++;
            if (List.of("11", "12", "01").contains(month)) winter++;
        }
        assertThat(summer).isGreaterThan(2 * winter);
    }

    @Test
    void happensInThePastAndInOrder() {
        var history = history(500);
        for (var person : new People("t", 500, Range.outdoor(), 1, 1, 1).all()) {
            var before = Instant.MIN;
            for (var call : history.of(person)) {
                var at = Instant.parse(call.get("timestamp").asString());
                assertThat(at)
                        .isBefore(END)
                        .isAfterOrEqualTo(history.start())
                        .isAfterOrEqualTo(before);
                if (!Names.ORDER_REFUNDED.equals(call.path("event").asString(""))) before = at;
                assertThat(call.get("history").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void noTwoCallsHaveOneId() {
        var ids = tell(2_000).stream().map(call -> call.get("messageId").asString()).toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
    }

    @Test
    void speaksThreeLanguages() {
        var people = new People("c", 3_000, Range.outdoor(), 1, 2, 1).all();
        for (var locale : List.of("it", "pl", "en"))
            assertThat(people.stream().filter(person -> person.locale().equals(locale)).count())
                    .isGreaterThan(600);
        assertThat(people)
                .allMatch(person -> person.email().matches("[a-z0-9.]+@[a-z]{2}\\.example"));
        assertThat(people.stream().map(Person::email).distinct()).hasSize(3_000);
    }

    private static List<ObjectNode> tell(int people) {
        var calls = new ArrayList<ObjectNode>();
        history(people).tell(calls::addAll);
        return calls;
    }

    private static History history(int size) {
        var range = Range.outdoor();
        return new History(
                range,
                new People("t", size, range, 1, 1, 1),
                new Tracks("https://shop.example", "https://pictures.example", "PLN", true),
                END,
                ZONE);
    }
}
