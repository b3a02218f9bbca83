package io.ritorno.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcOperations;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Each kind of condition on three people: ann bought twice, bob once long ago and has an abandoned
/// cart, cat never did anything.
class KindsTest extends IntegrationTest {
    private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired private Conditions conditions;
    @Autowired private JdbcOperations plain;
    private Shop shop;

    @BeforeEach
    void people() {
        shop = newShop(4);
        Dice.CATALOG.store(db, shop, NOW);
        person("ann", "{\"group\":\"vip\",\"points\":12,\"since\":\"2019-06-18\"}", List.of("gold"))
                .with(message("a", NOW.minus(Duration.ofDays(2)), null))
                .with(message("b", null, NOW.minus(Duration.ofDays(1))))
                .with(order(NOW.minus(Duration.ofDays(3)), 20_000, "p1", 2))
                .with(order(NOW.minus(Duration.ofDays(40)), 5_000, "p4", 1))
                .store();
        person("bob", "{\"since\":\"2020-02-29\"}", List.of())
                .with(message("c", null, null))
                .with(order(Instant.parse("2026-01-10T22:59:59Z"), 8_000, "p3", 1))
                .with(
                        new Life.Basket(
                                Ids.stable("cart"),
                                NOW.minus(Duration.ofHours(73)),
                                7_000,
                                NOW.minus(Duration.ofHours(72)),
                                null))
                .store();
        person("cat", "{\"group\":null}", List.of()).store();
    }

    @Test
    void d24HasOrHasNeverPurchased() {
        holds("{'type':'purchased','is':true}", "ann", "bob");
        holds("{'type':'purchased','is':false}", "cat");
        holds("{'type':'purchased','is':true,'period':{'lastDays':30}}", "ann");
        holds("{'type':'purchased','is':false,'period':{'from':'2026-05-01'}}", "bob", "cat");
    }

    @Test
    void d25HasAnOrderWhoseAmountCompares() {
        holds("{'type':'order-amount','amount':{'op':'>','value':8000}}", "ann");
        holds("{'type':'order-amount','amount':{'op':'>=','value':8000}}", "ann", "bob");
        holds("{'type':'order-amount','amount':{'op':'<','value':8000}}", "ann");
        holds("{'type':'order-amount','amount':{'op':'=','value':8000}}", "bob");
        holds(
                "{'type':'order-amount','amount':{'op':'between','value':5000,'to':8000}}",
                "ann",
                "bob");
        holds("{'type':'order-amount','amount':{'op':'<','value':9000},'period':{'lastDays':30}}");
    }

    @Test
    void d26TotalSpent() {
        holds("{'type':'total-spent','amount':{'op':'=','value':25000}}", "ann");
        holds("{'type':'total-spent','amount':{'op':'<','value':8000}}", "cat");
        holds("{'type':'total-spent','amount':{'op':'between','value':1,'to':8000}}", "bob");
        holds(
                "{'type':'total-spent','amount':{'op':'<=','value':20000},'period':{'lastDays':30}}",
                "ann",
                "bob",
                "cat");
        holds("{'type':'total-spent','amount':{'op':'>','value':0},'period':{'lastHours':72}}");
    }

    @Test
    void d27OpenCartWorth() {
        holds("{'type':'open-cart','amount':{'op':'>=','value':7000}}", "bob");
        holds("{'type':'open-cart','amount':{'op':'<','value':7000}}");
        holds(
                "{'type':'not','of':{'type':'open-cart','amount':{'op':'>','value':0}}}",
                "ann",
                "cat");
    }

    @Test
    void d28NumberOfOrders() {
        holds("{'type':'order-count','count':{'op':'=','value':2}}", "ann");
        holds("{'type':'order-count','count':{'op':'<=','value':1}}", "bob", "cat");
        holds(
                "{'type':'order-count','count':{'op':'!=','value':1},'period':{'lastDays':30}}",
                "bob",
                "cat");
    }

    @Test
    void d29BoughtFromCategoryWithItsSubCategories() {
        holds("{'type':'bought-category','categories':['Men']}", "ann", "bob");
        holds("{'type':'bought-category','categories':['Men/Shoes']}", "ann");
        holds("{'type':'bought-category','categories':['Men/Shirts','Women']}", "ann", "bob");
        holds("{'type':'bought-category','categories':['Me']}");
        holds(
                "{'type':'bought-category','categories':['Men'],'count':{'op':'=','value':0}}",
                "cat");
    }

    @Test
    void d30BoughtBrand() {
        holds("{'type':'bought-brand','brands':['Alfa']}", "ann", "bob");
        holds("{'type':'bought-brand','brands':['Alfa'],'period':{'lastDays':30}}", "ann");
        holds("{'type':'bought-brand','brands':['Gamma','Beta']}", "ann");
    }

    @Test
    void d31BoughtTheProductSoOften() {
        holds("{'type':'bought-product','products':['p1'],'count':{'op':'>=','value':2}}");
        holds(
                "{'type':'bought-product','products':['p1'],'count':{'op':'>=','value':2},'measure':'pieces'}",
                "ann");
        holds(
                "{'type':'bought-product','products':['p1','p4'],'count':{'op':'=','value':2}}",
                "ann");
    }

    @Test
    void d32CartAbandonedForAtLeastSoManyHours() {
        holds("{'type':'cart-abandoned','atLeastHours':72}", "bob");
        holds("{'type':'cart-abandoned','atLeastHours':73}");
        holds("{'type':'cart-abandoned','atLeastHours':24,'lessThanHours':72}");
    }

    /// An old cart that stays abandoned does not make a new one older, neither now nor looked back.
    @Test
    void ofSeveralAbandonedCartsTheLastCounts() {
        var two = person("dan", "{}", List.of());
        for (var hours : List.of(100, 3))
            two =
                    two.with(
                            new Life.Basket(
                                    Ids.stable("cart", Integer.toString(hours)),
                                    NOW.minus(Duration.ofHours(hours + 1)),
                                    1_000,
                                    NOW.minus(Duration.ofHours(hours)),
                                    null));
        var dan = two.store();
        for (var hours : List.of(2, 24)) {
            var condition =
                    Conditions.read(
                                    JSON.readTree(
                                            "{\"type\":\"cart-abandoned\",\"atLeastHours\":"
                                                    + hours
                                                    + "}"))
                            .orElseThrow();
            var part = shop.parts().of(dan);
            var expected = hours == 2 ? Set.of(dan) : Set.<UUID>of();
            assertThat(conditions.matching(shop, part, condition, List.of(dan), NOW))
                    .isEqualTo(expected);
            assertThat(conditions.matched(shop, part, condition, List.of(dan), NOW))
                    .isEqualTo(expected);
        }
    }

    @Test
    void d33LastPurchaseBeforeAfterOrOnADate() { // 22:59:59Z is one second before midnight there
        holds("{'type':'last-purchase','when':{'is':'on','date':'2026-01-10'}}", "bob");
        holds("{'type':'last-purchase','when':{'is':'before','date':'2026-01-11'}}", "bob");
        holds("{'type':'last-purchase','when':{'is':'after','date':'2026-01-10'}}", "ann");
        holds("{'type':'last-purchase','when':{'is':'before','date':'2026-01-10'}}");
    }

    @Test
    void d34LastCartCreatedExactlyDaysAgoBeforeOrAfter() {
        holds("{'type':'last-cart','when':{'is':'exactly-ago','days':3}}", "bob");
        holds("{'type':'last-cart','when':{'is':'exactly-ago','days':2}}");
        holds("{'type':'last-cart','when':{'is':'before','date':'2026-06-13'}}", "bob");
        holds("{'type':'last-cart','when':{'is':'after','date':'2026-06-12'}}");
    }

    @Test
    void d35HoursAgoAndNothingBoughtSince() {
        holds("{'type':'last-purchase','when':{'is':'at-least-ago','hours':72}}", "ann", "bob");
        holds("{'type':'last-purchase','when':{'is':'at-least-ago','hours':73}}", "bob");
        holds(
                "{'type':'last-purchase','when':{'is':'at-least-ago','days':3},'nothingSince':'2026-06-12'}",
                "bob");
        holds(
                "{'type':'last-purchase','when':{'is':'at-least-ago','days':3},'nothingSince':'2026-06-13'}",
                "ann",
                "bob");
    }

    @Test
    void traitsAndAttributes() { // I21, I25
        holds(
                "{'type':'trait','name':'emailDomain','test':{'type':'text','op':'is','values':['EXAMPLE.com']}}",
                "ann",
                "bob",
                "cat");
        holds(
                "{'type':'trait','name':'tags','test':{'type':'list','op':'has-any','values':['gold']}}",
                "ann");
        holds(
                "{'type':'attribute','name':'group','test':{'type':'known','is':false}}",
                "bob",
                "cat");
        holds(
                "{'type':'attribute','name':'group','test':{'type':'text','op':'is-not','values':['VIP']}}",
                "bob",
                "cat");
        holds(
                "{'type':'attribute','name':'points','test':{'type':'number','is':{'op':'>','value':11.5}}}",
                "ann");
    }

    @Test
    void namesAndValuesAreOnlyValues() {
        holds(
                "{'type':'attribute','name':'x\\' or true --','test':{'type':'text','op':'is','values':['\\'; drop table profile; --']}}");
        holds("{'type':'bought-brand','brands':['Alfa\\') or (\\'1\\'=\\'1']}");
        holds(
                "{'type':'trait','name':'email','test':{'type':'text','op':'contains','values':['%']}}");
    }

    @Test
    void everybodyAndNobody() {
        holds("{'type':'all','of':[]}", "ann", "bob", "cat");
        holds("{'type':'any','of':[]}");
    }

    @Test
    void otherShopsPeopleAreNotCounted() {
        var other = newShop();
        person("eve", "{}", List.of()).in(other).store();
        holds("{'type':'purchased','is':false}", "cat");
    }

    private void holds(String json, String... names) {
        var condition =
                Conditions.read(
                                JSON.readTree(
                                        json.replace("\\'", "\u0001")
                                                .replace('\'', '"')
                                                .replace('\u0001', '\'')))
                        .orElseThrow();
        // as small shops are answered for, and as big ones are
        for (var preview : List.of(new Preview(plain), new Preview(plain, 0))) {
            var answer = preview.ask(shop, condition, 10, NOW);
            assertThat(answer.sample())
                    .extracting(row -> String.valueOf(row.email()).replace("@example.com", ""))
                    .containsExactlyInAnyOrder(names);
            assertThat(answer.count()).isEqualTo(names.length);
            assertThat(answer.total()).isEqualTo(3);
        }
    }

    @Test
    void i19PaymentI20StatusesAndCoupons() {
        holds("{'type':'order','paymentMethods':['blik']}", "ann", "bob");
        holds("{'type':'order','paymentMethods':['blik'],'period':{'lastDays':30}}", "ann");
        holds("{'type':'order','statuses':['paid'],'count':{'op':'>=','value':2}}", "ann");
        holds("{'type':'order','statuses':['returned']}");
        holds("{'type':'order','coupon':{'type':'known','is':true}}", "ann");
        holds(
                "{'type':'order','coupon':{'type':'text','op':'starts-with','values':['spring']}}",
                "ann");
        holds("{'type':'order','amount':{'op':'>=','value':6000}}", "ann", "bob");
    }

    @Test
    void messagesReceivedOpenedAndClickedByHumans() {
        holds("{'type':'message','act':'received'}", "ann", "bob");
        holds("{'type':'message','act':'received','count':{'op':'=','value':0}}", "cat");
        holds("{'type':'message','act':'opened'}", "ann");
        holds("{'type':'message','act':'opened','count':{'op':'>=','value':2}}");
        holds(
                "{'type':'message','act':'opened','machines':true,'count':{'op':'=','value':2}}",
                "ann");
        holds(
                "{'type':'message','act':'opened','flow':'00000000-0000-0001-0000-000000000001'}",
                "ann");
        holds(
                "{'type':'message','act':'received','flow':'00000000-0000-0001-0000-000000000001','step':'first'}",
                "ann");
        holds("{'type':'message','act':'opened','flow':'00000000-0000-0002-0000-000000000002'}");
        holds("{'type':'message','act':'clicked','channel':'email'}");
    }

    @Test
    void v32MonthsAreThoseOfTheCalendar() { // bought on 10 January, and 40 and 3 days before 15
        // June
        holds("{'type':'last-purchase','when':{'is':'at-least-ago','months':5}}", "bob");
        holds("{'type':'last-purchase','when':{'is':'at-least-ago','months':6}}");
        holds("{'type':'last-purchase','when':{'is':'less-than-ago','months':6}}", "ann", "bob");
        holds("{'type':'purchased','is':true,'period':{'lastMonths':1}}", "ann");
        holds(
                "{'type':'order-count','count':{'op':'=','value':2},'period':{'lastMonths':2}}",
                "ann");
        holds(
                "{'type':'moment','of':'last-opened','when':{'is':'less-than-ago','months':1}}",
                "ann");
        holds(
                "{'type':'trait','name':'birthday','test':{'type':'date','is':{'is':'at-least-ago','months':437}}}",
                "ann",
                "bob",
                "cat");
    }

    @Test
    void v32LastOpened() {
        holds("{'type':'moment','of':'last-opened','when':{'is':'less-than-ago','days':3}}", "ann");
        holds("{'type':'moment','of':'last-opened','when':{'is':'at-least-ago','days':3}}");
        holds(
                "{'type':'moment','of':'last-received','when':{'is':'exactly-ago','days':5}}",
                "ann",
                "bob");
    }

    /// It is 15 June.
    @Test
    void anniversaryReturnsEachYearAndThe29thOfFebruaryOnThe28th() {
        var since =
                "{'type':'attribute','name':'since','test':{'type':'anniversary','from':%d,'to':%d}}";
        holds(since.formatted(0, 3), "ann");
        holds(since.formatted(0, 2));
        holds(since.formatted(-5, -1));
        holds(since.formatted(258, 258), "bob");
        holds(since.formatted(-107, -107), "bob");
        holds(
                "{'type':'trait','name':'birthday','test':{'type':'anniversary','from':200,'to':200}}",
                "ann",
                "bob",
                "cat");
    }

    private static Life.Written message(
            String id, @Nullable Instant opened, @Nullable Instant byMachine) {
        return new Life.Written(
                Ids.stable("message", id),
                "email",
                new UUID(1, 1),
                id.equals("a") ? "first" : "second",
                false,
                NOW.minus(Duration.ofDays(5)),
                opened,
                null,
                byMachine,
                null);
    }

    private static Life.Bought order(Instant at, long total, String product, int quantity) {
        return new Life.Bought(
                Ids.stable("order", at.toString()),
                at,
                true,
                total,
                0,
                List.of(new Life.Piece(product, quantity)),
                "Paid",
                total > 6_000 ? "BLIK" : "card",
                product.equals("p1") ? "SPRING10" : null);
    }

    private Someone person(String name, String attributes, List<String> tags) {
        return new Someone(name, (ObjectNode) JSON.readTree(attributes), tags);
    }

    private final class Someone {
        private final String name;
        private final ObjectNode attributes;
        private final List<String> tags;
        private final List<Life.Bought> orders = new ArrayList<>();
        private final List<Life.Basket> carts = new ArrayList<>();
        private final List<Life.Written> messages = new ArrayList<>();
        private Shop in = shop;

        Someone(String name, ObjectNode attributes, List<String> tags) {
            this.name = name;
            this.attributes = attributes;
            this.tags = tags;
        }

        Someone with(Life.Bought order) {
            orders.add(order);
            return this;
        }

        Someone with(Life.Basket cart) {
            carts.add(cart);
            return this;
        }

        Someone with(Life.Written message) {
            messages.add(message);
            return this;
        }

        Someone in(Shop other) {
            in = other;
            return this;
        }

        UUID store() {
            var id =
                    UUID.nameUUIDFromBytes(
                            (name + in.id()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            new Life(
                            id,
                            true,
                            NOW.minus(Duration.ofDays(400)),
                            NOW,
                            name + "@example.com",
                            "PL",
                            LocalDate.of(1990, 1, 1),
                            tags,
                            attributes,
                            Map.of(),
                            orders,
                            carts,
                            List.of(),
                            messages,
                            List.of())
                    .store(db, in);
            return id;
        }
    }
}
