package io.ritorno.insight.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.insight.holdout.Difference.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// X4: what people who were kept out did, against those who were let in.
class HoldoutsTest extends IntegrationTest {
    private static final int PEOPLE = 120;

    @Autowired private Inbox inbox;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void bothSidesAreCountedFromTheirLotOn(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop);
        var calling = new Calling(inbox, shop);
        // bought before the lot was drawn: says nothing about the flow
        for (var i = 0; i < 10; i++) order(calling, i, "before", Duration.ofHours(-3));
        for (var i = 0; i < PEOPLE; i++) calling.track(mail(i), "Hello", now(), "{}");
        calling.send();
        drain();
        advance(Duration.ofHours(2));
        for (var i = 0; i < PEOPLE; i += 3) order(calling, i, "after", Duration.ofHours(-1));
        // again: two orders, one buyer
        for (var i = 0; i < PEOPLE; i += 6) order(calling, i, "again", Duration.ZERO);
        // drawn once only
        calling.track(mail(1), "Hello", now(), "{}");
        calling.send();
        drain();
        advance(Duration.ofDays(31));
        for (var i = 0; i < PEOPLE; i++) order(calling, i, "late", Duration.ZERO);
        calling.send();
        drain();

        var out = keptOut(shop);
        var reports = api(shop).get("flows/" + flow + "/holdouts").expect(200).json();
        assertThat(reports.size()).isEqualTo(1);
        var report = reports.get(0);
        assertThat(report.path("step").asString()).isEqualTo("lot");
        var buyersOut = 0;
        var revenueOut = 0L;
        var buyersIn = 0;
        var revenueIn = 0L;
        for (var i = 0; i < PEOPLE; i += 3) {
            var amount = i % 6 == 0 ? 20_000 : 10_000;
            if (out.contains(mail(i))) {
                buyersOut++;
                revenueOut += amount;
            } else {
                buyersIn++;
                revenueIn += amount;
            }
        }
        assertThat(out.size()).isBetween(35, 85);
        assertThat(report.at("/keptOut/people").asInt()).isEqualTo(out.size());
        assertThat(report.at("/keptOut/buyers").asInt()).isEqualTo(buyersOut);
        assertThat(report.at("/keptOut/revenue").asLong()).isEqualTo(revenueOut);
        assertThat(report.at("/letIn/people").asInt()).isEqualTo(PEOPLE - out.size());
        assertThat(report.at("/letIn/buyers").asInt()).isEqualTo(buyersIn);
        assertThat(report.at("/letIn/revenue").asLong()).isEqualTo(revenueIn);
        assertThat(report.path("verdict").asString()).isEqualTo("too-few");
        api(newShop()).get("flows/" + flow + "/holdouts").expect(404);
    }

    @Test
    void itIsSaidWhenChanceCouldHaveDoneIt() {
        var same = Difference.of(spent(1_000, 50, 5_000), spent(1_000, 50, 5_000));
        assertThat(same.verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(same.needed()).isNull();
        var little = Difference.of(spent(900, 54, 5_000), spent(100, 5, 5_000));
        assertThat(little.verdict()).isEqualTo(Verdict.TOO_EARLY);
        // 6 against 5 per cent: 8,158 in equal groups, fewer when the other one is nine times
        // larger
        assertThat(little.needed()).isBetween(4_000L, 5_000L);
        assertThat(little.percent()).isEqualTo(10);
    }

    @Test
    void aClearDifferenceIsCalledSo() {
        var more = Difference.of(spent(5_000, 500, 5_000), spent(5_000, 250, 5_000));
        assertThat(more.verdict()).isEqualTo(Verdict.MORE);
        assertThat(more.extraRevenue()).isEqualTo(250 * 5_000);
        assertThat(more.needed()).isNull();
        var less = Difference.of(spent(5_000, 250, 5_000), spent(5_000, 500, 5_000));
        assertThat(less.verdict()).isEqualTo(Verdict.LESS);
        var nobody = Difference.of(spent(5_000, 250, 5_000), Group.NOBODY);
        assertThat(nobody.verdict()).isEqualTo(Verdict.EMPTY);
        assertThat(nobody.conversion()).isNull();
    }

    @Test
    void aWindowThatCannotBeIsRefused() {
        var shop = newShop();
        var flow = flow(shop);
        for (var days : List.of("0", "366", "x"))
            assertThat(api(shop).get("flows/" + flow + "/holdouts?days=" + days).status())
                    .isBetween(400, 422);
    }

    private String flow(Shop shop) {
        return api(shop)
                .post(
                        "flows",
                        """
                        {"name": "Half", "status": "live", "definition": {
                            "trigger": {"type": "event", "name": "Hello"},
                            "reentry": {"type": "always"}, "first": "lot", "steps": {
                                "lot": {"type": "holdout", "percent": 50, "next": "end"},
                                "end": {"type": "end"}}}}
                        """)
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    private void order(Calling calling, int person, String which, Duration ago) {
        calling.track(
                mail(person),
                "Order Completed",
                now().plus(ago),
                """
                {"order_id": "%s-%d", "total": 100.00, "products": [
                    {"product_id": "42", "price": 100.00, "quantity": 1}]}
                """
                        .formatted(which, person));
    }

    private Set<String> keptOut(Shop shop) {
        return new HashSet<>(
                db.sql(
                                """
                                select distinct i.value from flow_draw d
                                join flow_run r on r.part = d.part and r.shop_id = d.shop_id
                                    and r.id = d.run_id
                                join identity i on i.shop_id = r.shop_id
                                    and i.profile_id = r.profile_id and i.kind = 'email'
                                where d.part = any(?) and d.shop_id = ? and d.way = 'held-out'
                                """)
                        .params(shop.parts().all(), shop.id())
                        .query(String.class)
                        .list());
    }

    private static String mail(int i) {
        return "person" + i + "@example.com";
    }

    private static Group spent(long people, long buyers, long each) {
        return new Group(people, buyers, buyers * each, (double) buyers * each * each);
    }
}
