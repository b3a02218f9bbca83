package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.delivery.ShopLots;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/// Codes from the shop's upload to the order that names one.
class CouponFlowTest extends FlowWorld {
    @Autowired private ShopLots lots;

    private String pool(Shop shop, String more) {
        return api(shop)
                .post("coupon-pools", ("{'name':'Birthday'" + more + "}").replace('\'', '"'))
                .expect(201)
                .json()
                .get("id")
                .asString();
    }

    private Flow giving(Shop shop, String pool) {
        var mail =
                Definitions.mail()
                        .replace(
                                "Hello</mj-text>",
                                "{{ coupon.code }} until {{ coupon.expires }}</mj-text>");
        return flow(
                shop,
                "'c':{'type':'coupon','pool':'%s','next':'s','empty':'none'}".formatted(pool),
                "'s':{'type':'send','transactional':true,'content':%s,'next':'end'}"
                        .formatted(mail),
                "'none':{'type':'end'}",
                END);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void eachCodeGoesToOnePersonAndThenThereAreNone(int parts) { // V21, I8
        var shop = newShop(parts);
        var pool = pool(shop, ",'validDays':14,'lowAt':2");
        var added =
                api(shop)
                        .post(
                                "coupon-pools/" + pool + "/codes",
                                Map.of("codes", List.of("AA-1", "aa-1", "AA-2", "AA-3")))
                        .expect(200)
                        .json();
        assertThat(added.get("added").asInt()).isEqualTo(3);
        assertThat(added.get("repeated").asInt()).isEqualTo(1);
        giving(shop, pool);
        for (var i = 0; i < 5; i++) {
            person(shop, "p" + i, "{}");
            signsUp(shop, "p" + i);
        }

        var given = new HashSet<String>();
        var without = 0;
        for (var i = 0; i < 5; i++) {
            var each = profile(shop, "p" + i);
            if (runs(shop, each).contains("done none")) without++;
            var mail =
                    db.sql(
                                    "select id from message where part = ? and shop_id = ? and"
                                            + " profile_id = ?")
                            .params(shop.parts().of(each), shop.id(), each)
                            .query(UUID.class)
                            .list();
            for (var id : mail) {
                var text = api(shop).get("messages/" + id).json().get("text").asString();
                assertThat(text).contains("until " + shop.day(now()).plusDays(14));
                given.add(text.strip().split(" ")[0]);
            }
        }
        assertThat(given).containsExactlyInAnyOrder("AA-1", "AA-2", "AA-3");
        assertThat(without).isEqualTo(2);
        var numbers = api(shop).get("coupon-pools/" + pool).expect(200).json();
        assertThat(numbers.get("left").asInt()).isZero();
        assertThat(numbers.get("low").asBoolean()).isTrue();

        // whoever uses it, the order tells
        track(
                shop,
                "p0",
                "Order Completed",
                o -> o.put("order_id", "77").put("total", 10).put("coupon", "aa-2"));
        drain();
        var used = api(shop).get("coupon-pools/" + pool + "/codes?state=used").items();
        assertThat(used).hasSize(1);
        assertThat(used.getFirst().get("code").asString()).isEqualTo("AA-2");
        assertThat(used.getFirst().get("order").asString()).isEqualTo("77");
        var profile = profile(shop, "p0");
        assertThat(
                        db.sql(
                                        "select count(*) from event where part = ? and shop_id = ?"
                                                + " and profile_id = ? and name = 'Coupon Used'")
                                .params(shop.parts().of(profile), shop.id(), profile)
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
        assertThat(api(shop).get("coupon-pools/" + pool + "/codes.csv").text())
                .startsWith("code,state,email")
                .contains("AA-2,used,");
        assertThat(api(shop).get("coupon-pools/" + pool + "/codes?limit=2").items()).hasSize(2);
    }

    @Test
    void madeCodesAreDifferentAndCannotBeGuessed() {
        var shop = newShop();
        var pool = pool(shop, "");
        var path = "coupon-pools/" + pool + "/generate";
        api(shop).post(path, Map.of("pattern", "HI-****-****", "count", 500)).expect(200);
        api(shop).post(path, Map.of("pattern", "HI-##", "count", 20)).expect(400);
        api(shop).post(path, Map.of("pattern", "HI ###", "count", 1)).expect(400);

        var codes = new HashSet<String>();
        for (var code : api(shop).get("coupon-pools/" + pool + "/codes?limit=200").items())
            codes.add(code.get("code").asString());
        assertThat(codes)
                .hasSize(200)
                .allMatch(c -> c.matches("HI-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}"));
    }

    @Test
    void pastItsLastDayAPoolGivesNothing() {
        var shop = newShop();
        var pool = pool(shop, ",'expiresOn':'" + shop.day(now()) + "'");
        api(shop)
                .post("coupon-pools/" + pool + "/codes", Map.of("codes", List.of("X1")))
                .expect(200);
        giving(shop, pool);
        advance(Duration.ofHours(24));
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");

        assertThat(runs(shop, ann)).containsExactly("done none");
        assertThat(decisions(shop, ann)).contains("coupon none-left");
    }

    /// A code is marketing whatever mail tells of it: who is kept out of marketing goes the way of
    /// those for whom there was none.
    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoIsInTheControlGroupGetsNoCode(int parts) {
        var shop =
                shops.update(
                        newShop(parts),
                        JsonMapper.shared().createObjectNode().put("holdoutPercent", 50));
        var pool = pool(shop, "");
        api(shop)
                .post(
                        "coupon-pools/" + pool + "/generate",
                        Map.of("pattern", "K-****-****", "count", 100))
                .expect(200);
        giving(shop, pool);
        var kept = 0;
        for (var i = 0; i < 24; i++) {
            var each = person(shop, "p" + i, "{}");
            signsUp(shop, "p" + i);
            var held = lots.holds(shop, each);
            if (held) kept++;
            assertThat(runs(shop, each)).containsExactly(held ? "done none" : "done end");
            assertThat(decisions(shop, each))
                    .contains(held ? "coupon shop-holdout" : "coupon given");
        }
        // 24 fair coins: fewer than three of a kind once in 100,000 shops
        assertThat(kept).isBetween(3, 21);
        assertThat(api(shop).get("coupon-pools/" + pool).json().get("left").asInt())
                .isEqualTo(100 - 24 + kept);
    }

    /// Nobody shall have a code that no message tells of: a holdout that comes after the coupon,
    /// before any message, is refused.
    @Test
    void theHoldoutComesBeforeTheCoupon() {
        var coupon =
                "'c':{'type':'coupon','pool':'"
                        + UUID.randomUUID()
                        + "','next':'%s','empty':'end'}";
        var holdout = "'h':{'type':'holdout','percent':10,'next':'%s'}";
        var wait = "'w':{'type':'wait','duration':'PT1H','next':'%s'}";

        assertThat(codes(holdout.formatted("c"), coupon.formatted("s"), send("s", "end")))
                .isEmpty();
        assertThat(codes(coupon.formatted("s"), send("s", "h"), holdout.formatted("end")))
                .isEmpty();
        assertThat(
                        codes(
                                coupon.formatted("w"),
                                wait.formatted("h"),
                                holdout.formatted("s"),
                                send("s", "end")))
                .containsExactly("coupon-before-holdout c");
    }

    private static List<String> codes(String... steps) {
        var json = definition(String.join(",", steps), END);
        var read = DefinitionReader.read(json, _ -> List.of());
        return DefinitionCheck.faults(read.definition()).stream()
                .map(fault -> fault.code() + " " + fault.step())
                .toList();
    }

    @Test
    void poolsAreOfTheirShop() {
        var shop = newShop();
        var other = newShop();
        var pool = pool(shop, "");

        api(other).get("coupon-pools/" + pool).expect(404);
        api(other)
                .post("coupon-pools/" + pool + "/codes", Map.of("codes", List.of("A")))
                .expect(404);
        assertThat(api(other).get("coupon-pools").items()).isEmpty();
        var answer =
                api(other)
                        .post(
                                "flows",
                                Map.of(
                                        "name",
                                        "F",
                                        "status",
                                        "live",
                                        "definition",
                                        definition(
                                                "'c':{'type':'coupon','pool':'%s','next':'end','empty':'end'}"
                                                        .formatted(pool),
                                                END)));
        assertThat(answer.expect(422).text()).contains("pool-unknown");
        api(shop, "viewer").post("coupon-pools", "{\"name\":\"x\"}").expect(403);
    }

    @Test
    void codeGoesAlongWhenTwoTurnOutToBeOne() { // N1
        var shop = newShop();
        var pool = pool(shop, "");
        api(shop)
                .post("coupon-pools/" + pool + "/codes", Map.of("codes", List.of("M1")))
                .expect(200);
        giving(shop, pool);
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");
        var bea = person(shop, "bea", "{}");
        api(shop).post("profiles/" + ann + "/merge", Map.of("into", bea.toString())).expect(201);

        var code = api(shop).get("coupon-pools/" + pool + "/codes").items().getFirst();
        assertThat(UUID.fromString(code.get("profile").asString())).isEqualTo(bea);
    }
}
