package io.ritorno.insight.holdout;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.delivery.ShopLots;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.profile.Merges;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// X4 for the whole shop: who is compared, from when, and what with.
class ShopComparisonTest extends IntegrationTest {
    private static final String AGREED = "{\"consent\": {\"email\": true}}";

    @Autowired private Inbox inbox;
    @Autowired private ShopLots lots;
    @Autowired private Merges merges;

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void everybodyWhoMayBeWrittenToCountsInTheGroupOfHerLot(int parts) {
        var shop = newShop(parts);
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 40; i++) calling.identify(mail(i), now(), AGREED);
        // neither known nor asked: no message would ever have gone to them
        for (var i = 0; i < 10; i++) calling.identify(mail(100 + i), now(), "{}");
        calling.track("anon-1", "Page Viewed", now(), "{}").send();
        drain();
        // before it begins: says nothing
        order(calling, 0, "before");
        calling.send();
        drain();
        advance(Duration.ofHours(1));
        hold(shop, 50);
        advance(Duration.ofHours(1));

        // whoever agrees later is compared from then on
        order(calling, 100, "early");
        calling.send();
        drain();
        advance(Duration.ofHours(1));
        calling.identify(mail(100), now(), AGREED);
        for (var i = 40; i < 60; i++) calling.identify(mail(i), now(), AGREED);
        for (var i = 0; i < 60; i += 3) order(calling, i, "a");
        calling.send();
        drain();
        // twice: two orders, one buyer. Leaving later takes nobody out of her group
        order(calling, 0, "b");
        for (var i = 0; i < 60; i += 2)
            calling.identify(mail(i), now(), "{\"consent\": {\"email\": false}}");
        calling.send();
        drain();

        var report = report(shop, "");
        assertThat(report.at("/report/gathering").asBoolean()).isFalse();
        for (var held : List.of(true, false)) {
            var people = 0;
            var buyers = 0;
            var revenue = 0L;
            for (var i = 0; i <= 100; i = i == 59 ? 100 : i + 1) {
                if (lots.holds(shops.get(shop.id()), profile(shop, i)) != held) continue;
                people++;
                if (i == 100 || i % 3 != 0) continue;
                buyers++;
                revenue += i == 0 ? 20_000 : 10_000;
            }
            var side = report.path("report").path(held ? "keptOut" : "letIn");
            assertThat(side.path("people").asInt()).isEqualTo(people);
            assertThat(side.path("buyers").asInt()).isEqualTo(buyers);
            assertThat(side.path("revenue").asLong()).isEqualTo(revenue);
        }
        assertThat(report.at("/report/verdict").asString()).isEqualTo("too-few");
        assertThat(report.path("percent").asInt()).isEqualTo(50);
    }

    @Test
    void anotherShareBeginsAnewAndKeepsWhatWas() {
        var shop = newShop();
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 30; i++) calling.identify(mail(i), now(), AGREED);
        calling.send();
        drain();
        assertThat(report(shop, "").path("report").isNull()).isTrue();
        hold(shop, 50);
        advance(Duration.ofHours(1));
        for (var i = 0; i < 30; i++) order(calling, i, "first");
        calling.send();
        drain();
        advance(Duration.ofHours(1));
        hold(shop, 20);
        hold(shop, 20);
        advance(Duration.ofHours(1));
        for (var i = 0; i < 30; i++) order(calling, i, "second");
        calling.send();
        drain();
        advance(Duration.ofHours(1));
        hold(shop, 0);
        for (var i = 0; i < 30; i++) order(calling, i, "third");
        calling.send();
        drain();

        var newest = report(shop, "");
        assertThat(newest.path("percent").asInt()).isZero();
        assertThat(newest.path("holdouts").size()).isEqualTo(2);
        assertThat(newest.at("/report/holdout/percent").asInt()).isEqualTo(20);
        assertThat(revenue(newest)).isEqualTo(30 * 10_000);
        var first = newest.at("/holdouts/1/id").asString();
        var older = report(shop, "?holdout=" + first);
        assertThat(older.at("/report/holdout/percent").asInt()).isEqualTo(50);
        assertThat(revenue(older)).isEqualTo(30 * 10_000);
        // nobody who was kept out by the smaller share was let in by the larger one
        assertThat(older.at("/report/keptOut/people").asInt())
                .isGreaterThanOrEqualTo(newest.at("/report/keptOut/people").asInt());
        assertThat(api(newShop()).get("reports/holdout?holdout=" + first).status()).isEqualTo(404);
    }

    @Test
    void onlyTheDaysAskedForAreCounted() {
        var shop = newShop();
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 20; i++) calling.identify(mail(i), now(), AGREED);
        calling.send();
        drain();
        hold(shop, 50);
        advance(Duration.ofDays(3));
        for (var i = 0; i < 20; i++) order(calling, i, "a");
        calling.send();
        drain();
        var day = shop.day(now());
        advance(Duration.ofDays(3));
        for (var i = 0; i < 20; i++) order(calling, i, "b");
        calling.send();
        drain();
        assertThat(revenue(report(shop, ""))).isEqualTo(40 * 10_000);
        assertThat(revenue(report(shop, "?from=" + day + "&to=" + day))).isEqualTo(20 * 10_000);
        assertThat(revenue(report(shop, "?to=" + day.minusDays(1)))).isZero();
        assertThat(api(shop).get("reports/holdout?from=2026-02-02&to=2026-02-01").status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void twoWhoTurnOutToBeOneOfBothGroupsAreLeftOut(int parts) {
        var shop = newShop(parts);
        var calling = new Calling(inbox, shop);
        for (var i = 0; i < 40; i++) calling.identify(mail(i), now(), AGREED);
        calling.send();
        drain();
        hold(shop, 50);
        drain();
        var now = shops.get(shop.id());
        var held = profile(shop, first(now, true));
        var free = profile(shop, first(now, false));
        var merge = merges.merge(shop, held, free);
        drain();
        var report = report(shop, "").path("report");
        assertThat(report.path("left").asInt()).isEqualTo(1);
        assertThat(people(report)).isEqualTo(38);
        merges.undo(shop, merge);
        report = report(shop, "").path("report");
        assertThat(report.path("left").asInt()).isZero();
        assertThat(people(report)).isEqualTo(40);
    }

    @Test
    void theShareIsASettingLikeAnyOther() {
        var shop = newShop();
        for (var wrong : List.<Object>of(-1, 51, 2.5, "10"))
            api(shop)
                    .patch(
                            "/api/shops/" + shop.id(),
                            Map.of("settings", Map.of("holdoutPercent", wrong)))
                    .expect(400);
        api(shop, "viewer")
                .patch("/api/shops/" + shop.id(), Map.of("settings", Map.of("holdoutPercent", 10)))
                .expect(403);
        hold(shop, 10);
        assertThat(
                        api(shop)
                                .get("/api/shops/" + shop.id())
                                .json()
                                .at("/settings/holdoutPercent")
                                .asInt())
                .isEqualTo(10);
        // another setting leaves the comparison alone
        api(shop)
                .patch("/api/shops/" + shop.id(), Map.of("settings", Map.of("capMessages", 3)))
                .expect(200);
        assertThat(report(shop, "").path("holdouts").size()).isEqualTo(1);
    }

    private int first(Shop shop, boolean held) {
        for (var i = 0; i < 40; i++) if (lots.holds(shop, profile(shop, i)) == held) return i;
        throw new AssertionError("all of forty are of one group");
    }

    private static int people(JsonNode report) {
        return report.at("/keptOut/people").asInt() + report.at("/letIn/people").asInt();
    }

    private static long revenue(JsonNode answer) {
        return answer.at("/report/keptOut/revenue").asLong()
                + answer.at("/report/letIn/revenue").asLong();
    }

    private JsonNode report(Shop shop, String query) {
        return api(shop).get("reports/holdout" + query).expect(200).json();
    }

    private void hold(Shop shop, int percent) {
        api(shop)
                .patch(
                        "/api/shops/" + shop.id(),
                        Map.of("settings", Map.of("holdoutPercent", percent)))
                .expect(200);
    }

    private void order(Calling calling, int person, String which) {
        calling.track(
                mail(person),
                "Order Completed",
                now(),
                """
                {"order_id": "%s-%d", "total": 100.00, "products": [
                    {"product_id": "42", "price": 100.00, "quantity": 1}]}
                """
                        .formatted(which, person));
    }

    private UUID profile(Shop shop, int person) {
        return db.sql(
                        "select profile_id from identity where part = any(?) and shop_id = ? and"
                                + " kind = 'email' and value = ?")
                .params(shop.parts().all(), shop.id(), mail(person))
                .query(UUID.class)
                .single();
    }

    private static String mail(int i) {
        return "person" + i + "@example.com";
    }
}
