package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// V21–V25, V34, I3, I7, I9–I12, N10, N13: flows that begin by time.
class TimeTriggersTest extends TriggerTest {
    private static final String ANNA = "anna@example.com";
    private static final String BOB = "bob@example.com";
    private static final String EVE = "eve@example.com";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /// Moves on to a time of a day to come in the shop's zone.
    private LocalDate moveTo(Shop shop, LocalDate day, String hour) {
        var at = day.atTime(LocalTime.parse(hour)).atZone(shop.zone()).toInstant();
        advance(Duration.between(now(), at));
        return day;
    }

    /// A morning: what a test does then all happens on one day.
    private LocalDate morning(Shop shop) {
        return moveTo(shop, shop.day(now()).plusDays(1), "10:00");
    }

    private void look(Shop shop, String who, String product) {
        track(
                shop,
                who,
                "Product Viewed",
                "{'product_id':'" + product + "','price':10,'category':'C/" + product + "'}");
    }

    // ------------------------------------------------------------ visits

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoOnlyLooks(int parts) { // V24
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT2H'}");
        var day = morning(shop);
        identify(shop, BOB, "{}");
        look(shop, ANNA, "p1");
        look(shop, "anon-1", "p1");
        look(shop, BOB, "p1");
        look(shop, EVE, "p1");
        advance(HOUR);
        // looks again, so it is counted from then; the others buy or fill a cart
        look(shop, ANNA, "p2");
        track(shop, BOB, "Order Completed", "{'order_id':'1','total':10}");
        track(shop, EVE, "Product Added", "{'product_id':'p1','price':10}");
        advance(Duration.ofHours(2).minus(SECOND));
        assertThat(entered(shop, flow)).isZero();
        advance(SECOND);
        assertThat(keys(shop, flow, ANNA)).containsExactly(day.toString());
        advance(DAY);
        assertThat(entered(shop, flow)).isEqualTo(1);

        // another day, another visit
        look(shop, ANNA, "p1");
        advance(DAY);
        assertThat(keys(shop, flow, ANNA)).hasSize(2);
        assertThat(about(shop, flow))
                .contains("\"products\": [{\"product_id\": \"p2\"}, {\"product_id\": \"p1\"}]");
    }

    @Test
    void whoLooksAfterAnOrderHasLookedForNothing() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT1H'}");
        morning(shop);
        track(shop, ANNA, "Order Completed", "{'order_id':'1','total':10}");
        advance(SECOND);
        look(shop, ANNA, "p1");
        // filled a cart between two looks
        look(shop, BOB, "p1");
        track(shop, BOB, "Product Added", "{'product_id':'p1','price':10}");
        advance(SECOND);
        look(shop, BOB, "p2");
        advance(HOUR);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(keys(shop, flow, BOB)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void onlyWhatTheFlowIsAbout(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT1H','categories':['C/p1']}");
        morning(shop);
        look(shop, ANNA, "p1");
        look(shop, BOB, "p2");
        advance(HOUR);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(keys(shop, flow, BOB)).isEmpty();
    }

    @Test
    void whoSearches() { // V25, V35
        var shop = newShop();
        var flow = flow(shop, "{'type':'search-abandoned','after':'PT1H','term':'Boot'}");
        var day = morning(shop);
        track(
                shop,
                ANNA,
                "Products Searched",
                "{'query':'red boots','products':[{'product_id':'p9'}]}");
        track(shop, BOB, "Products Searched", "{'query':'socks'}");
        track(shop, EVE, "Products Searched", "{'query':'boots'}");
        track(shop, EVE, "Order Completed", "{'order_id':'1','total':10}");
        advance(HOUR);
        assertThat(keys(shop, flow, ANNA)).containsExactly(day.toString());
        assertThat(entered(shop, flow)).isEqualTo(1);
        assertThat(about(shop, flow)).contains("p9", "red boots");
    }

    @Test
    void visitTheProgramSleptThroughIsHistory() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT1H'}");
        morning(shop);
        look(shop, ANNA, "p1");
        look(shop, BOB, "p1");
        clock.set(now().plus(HOUR).plus(HOUR));
        // whatever was due is done when something runs again …
        drain();
        assertThat(entered(shop, flow)).isEqualTo(2);
        look(shop, ANNA, "p1");
        clock.set(now().plus(Duration.ofDays(3)));
        drain();
        // … but not for ever
        assertThat(entered(shop, flow)).isEqualTo(2);
    }

    @Test
    void visitorWhoTurnsOutToBeAnna() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT1H'}");
        morning(shop);
        identify(shop, ANNA, "{}");
        look(shop, "anon-7", "p1");
        new Calling(inbox, shop).identify(ANNA, now(), "{}").and("anonymousId", "anon-7").send();
        drain();
        advance(HOUR);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
    }

    private String about(Shop shop, Flow flow) {
        return db.sql(
                        """
                        select context::text from flow_run
                        where part = any(?) and shop_id = ? and flow_id = ? order by entered_at limit 1
                        """)
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(String.class)
                .single();
    }

    // ------------------------------------------------------------ carts, checkouts

    @ParameterizedTest
    @ValueSource(strings = {"once-per-key", "always"})
    void cartLeftTwiceIsToldAgainWhereTheFlowSaysSo(String reentry) { // I8
        var shop = newShop();
        var definition = "{'type':'cart-abandoned','after':'PT3H'}";
        var flow = flow(shop, definition, "{'type':'" + reentry + "'}");
        track(shop, ANNA, "Product Added", "{'cart_id':'c','product_id':'p','price':10}");
        advance(Duration.ofHours(4));
        assertThat(entered(shop, flow)).isEqualTo(1);
        track(shop, ANNA, "Product Added", "{'cart_id':'c','product_id':'q','price':10}");
        advance(Duration.ofHours(3).minus(SECOND));
        assertThat(entered(shop, flow)).isEqualTo(1);
        advance(SECOND);
        assertThat(entered(shop, flow)).isEqualTo(reentry.equals("always") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void checkoutNobodyFinished(int parts) {
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'checkout-abandoned','after':'PT30M'}");
        for (var who : List.of(ANNA, BOB, EVE)) {
            track(shop, who, "Product Added", "{'product_id':'p','price':10}");
            track(shop, who, "Checkout Started", "{'products':[{'product_id':'p','price':10}]}");
        }
        advance(Duration.ofMinutes(20));
        track(shop, ANNA, "Checkout Step Viewed", "{'step':2}");
        track(shop, BOB, "Order Completed", "{'order_id':'1','total':10}");
        track(shop, EVE, "Product Removed", "{'product_id':'p','price':10}");
        advance(Duration.ofMinutes(30).minus(SECOND));
        assertThat(entered(shop, flow)).isZero();
        advance(SECOND);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(entered(shop, flow)).isEqualTo(1);
        var withCart =
                db.sql(
                                """
                                select count(*) from flow_run r join cart c
                                    on c.part = r.part and c.shop_id = r.shop_id and c.id = r.cart_id
                                where r.part = any(?) and r.shop_id = ? and r.flow_id = ?
                                """)
                        .params(shop.parts().all(), shop.id(), flow.id())
                        .query(Integer.class)
                        .single();
        assertThat(withCart).isEqualTo(1);
    }

    @Test
    void aCheckoutWithoutACartIsNotThatOfTheCartSheBoughtLongAgo() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'checkout-abandoned','after':'PT30M'}");
        track(shop, ANNA, "Product Added", "{'product_id':'p','price':10}");
        track(shop, ANNA, "Checkout Started", "{'products':[{'product_id':'p','price':10}]}");
        track(shop, ANNA, "Order Completed", "{'order_id':'1','total':10}");
        advance(Duration.ofDays(1));
        assertThat(entered(shop, flow)).isZero();
        // bought at once, as from a product's page
        track(shop, ANNA, "Checkout Started", "{'checkout_id':'c2'}");
        advance(Duration.ofHours(1));
        assertThat(keys(shop, flow, ANNA)).containsExactly("c2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void cartThatRestsLongerThanTheShopAsks(int parts) { // D44
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'cart-abandoned','after':'PT3H','minimum':5000}");
        var soon = flow(shop, "{'type':'cart-abandoned','after':'PT10M'}");
        track(shop, ANNA, "Product Added", "{'product_id':'p','price':60}");
        track(shop, BOB, "Product Added", "{'product_id':'p','price':60}");
        track(shop, EVE, "Product Added", "{'product_id':'p','price':49.99}");
        advance(HOUR);
        // never sooner than the shop's own hour
        assertThat(entered(shop, soon)).isEqualTo(3);
        assertThat(entered(shop, flow)).isZero();
        track(shop, BOB, "Order Completed", "{'order_id':'1','total':60}");
        advance(HOUR);
        track(shop, ANNA, "Product Added", "{'product_id':'q','price':10}");
        advance(Duration.ofHours(3).minus(SECOND));
        assertThat(entered(shop, flow)).isZero();
        advance(SECOND);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        advance(DAY);
        assertThat(entered(shop, flow)).isEqualTo(1);
    }

    // ------------------------------------------------------------ dates

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void birthdayOfThoseWhoAreThereAndThoseWhoCome(int parts) { // I9
        var shop = newShop(parts);
        var day = morning(shop);
        var birthday = day.plusDays(5);
        identify(shop, ANNA, "{'birthday':'" + birthday.withYear(1990) + "'}");
        identify(shop, EVE, "{'birthday':'" + day.minusDays(1).withYear(1990) + "'}");
        var flow =
                flow(
                        shop,
                        """
                        {'type':'date','of':{'trait':'birthday'},'offset':'-P3D','at':'09:30',
                         'zone':'shop','yearly':true}
                        """);
        drain();
        identify(shop, BOB, "{'birthday':'" + birthday.withYear(1970) + "'}");
        moveTo(shop, birthday.minusDays(3), "09:29");
        assertThat(entered(shop, flow)).isZero();
        moveTo(shop, birthday.minusDays(3), "09:30");
        assertThat(keys(shop, flow, ANNA)).containsExactly(birthday.toString());
        assertThat(keys(shop, flow, BOB)).containsExactly(birthday.toString());
        moveTo(shop, birthday.plusDays(300), "12:00");
        assertThat(entered(shop, flow)).isEqualTo(2);
        moveTo(shop, birthday.plusYears(1), "12:00");
        assertThat(keys(shop, flow, ANNA))
                .containsExactly(birthday.toString(), birthday.plusYears(1).toString());
        assertThat(keys(shop, flow, EVE)).hasSize(1);
    }

    @Test
    void dateThatMoves() { // I12
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "{'type':'date','of':{'attribute':'renewal'},'offset':'P1D','at':'08:00'}");
        var day = morning(shop);
        identify(shop, ANNA, "{'renewal':'" + day.plusDays(3) + "'}");
        identify(shop, BOB, "{'renewal':'" + day.plusDays(3) + "'}");
        identify(shop, EVE, "{'renewal':'" + day.minusDays(2) + "'}");
        advance(DAY);
        identify(shop, ANNA, "{'renewal':'" + day.plusDays(6) + "T10:00:00Z'}");
        identify(shop, BOB, "{'renewal':null}");
        moveTo(shop, day.plusDays(5), "12:00");
        assertThat(entered(shop, flow)).isZero();
        moveTo(shop, day.plusDays(7), "08:00");
        assertThat(keys(shop, flow, ANNA)).containsExactly(day.plusDays(6).toString());
        advance(Duration.ofDays(400));
        assertThat(entered(shop, flow)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute renewal", "trait birthday"})
    void dateThatComesSoonerOrIsToldLater(String of) { // I12
        var name = of.substring(of.indexOf(' ') + 1);
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        "{'type':'date','of':{'%s'},'offset':'P0D','at':'08:00'}"
                                .formatted(of.replace(" ", "':'")));
        var day = morning(shop);
        identify(shop, ANNA, "{'%s':'%s'}".formatted(name, day.plusDays(9)));
        identify(shop, BOB, "{'firstName':'Bob'}");
        advance(DAY);
        for (var who : List.of(ANNA, BOB))
            identify(shop, who, "{'%s':'%s'}".formatted(name, day.plusDays(4)));
        moveTo(shop, day.plusDays(4), "12:00");
        for (var who : List.of(ANNA, BOB))
            assertThat(keys(shop, flow, who)).containsExactly(day.plusDays(4).toString());
        moveTo(shop, day.plusDays(9), "12:00");
        assertThat(entered(shop, flow)).isEqualTo(2);
    }

    @Test
    void hourOfThePersonsZone() {
        var shop = newShop();
        var flow =
                flow(
                        shop,
                        """
                        {'type':'date','of':{'attribute':'renewal'},'offset':'P0D','at':'09:00','zone':'person'}
                        """);
        var day = morning(shop).plusDays(2);
        identify(shop, ANNA, "{'renewal':'" + day + "','timezone':'Asia/Tokyo'}");
        identify(shop, BOB, "{'renewal':'" + day + "'}");
        var tokyo = day.atTime(9, 0).atZone(ZoneId.of("Asia/Tokyo")).toInstant();
        advance(Duration.between(now(), tokyo).minus(SECOND));
        assertThat(entered(shop, flow)).isZero();
        advance(SECOND);
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        assertThat(keys(shop, flow, BOB)).isEmpty();
        moveTo(shop, day, "09:00");
        assertThat(keys(shop, flow, BOB)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void daysAfterRegistrationSubscriptionAndOrders(int parts) { // I7, I11, D46
        var shop = newShop(parts);
        var created = flow(shop, moment("created"));
        var subscribed = flow(shop, moment("subscribed"));
        var first = flow(shop, moment("first-order"));
        var last = flow(shop, moment("last-order"));
        var day = morning(shop);
        look(shop, "anon-3", "p");
        identify(shop, ANNA, "{'consent':{'email':true}}");
        track(shop, ANNA, "Order Completed", "{'order_id':'1','total':10}");
        advance(DAY);
        track(shop, ANNA, "Order Completed", "{'order_id':'2','total':10}");
        moveTo(shop, day.plusDays(2), "12:00");
        assertThat(keys(shop, created, ANNA)).containsExactly(day.toString());
        assertThat(keys(shop, subscribed, ANNA)).containsExactly(day.toString());
        assertThat(keys(shop, first, ANNA)).containsExactly(day.toString());
        assertThat(keys(shop, last, ANNA)).isEmpty();
        moveTo(shop, day.plusDays(3), "12:00");
        assertThat(keys(shop, last, ANNA)).containsExactly(day.plusDays(1).toString());
        assertThat(entered(shop, created)).isEqualTo(1);
    }

    private static String moment(String of) {
        return "{'type':'date','of':{'moment':'" + of + "'},'offset':'P2D','at':'11:00'}";
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void dayBeforeADelivery(int parts) { // I3
        var shop = newShop(parts);
        var flow = flow(shop, "{'type':'delivery','offset':'-P1D','at':'18:00'}");
        var day = morning(shop);
        deliver(shop, ANNA, "1", day.plusDays(3), "");
        deliver(shop, ANNA, "2", day.plusDays(3), "");
        deliver(shop, BOB, "3", day.plusDays(3), "");
        deliver(shop, EVE, "4", day, "");
        advance(HOUR);
        deliver(shop, ANNA, "1", day.plusDays(5), "");
        track(shop, BOB, "Order Cancelled", "{'order_id':'3'}");
        moveTo(shop, day.plusDays(2), "18:00");
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 2");
        moveTo(shop, day.plusDays(4), "17:59");
        assertThat(entered(shop, flow)).isEqualTo(1);
        moveTo(shop, day.plusDays(10), "18:00");
        assertThat(keys(shop, flow, ANNA)).containsExactly("order_id 2", "order_id 1");
        assertThat(entered(shop, flow)).isEqualTo(2);
    }

    private void deliver(Shop shop, String who, String id, LocalDate day, String more) {
        track(
                shop,
                who,
                "Order Completed",
                "{'order_id':'%s','total':10,'planned_delivery':'%s'%s}".formatted(id, day, more));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoWasNotSeenForLong(int parts) { // I10, N13
        var shop = newShop(parts);
        morning(shop);
        identify(shop, BOB, "{}");
        advance(Duration.ofDays(5));
        var flow = flow(shop, "{'type':'inactive','of':'last-seen','days':10}");
        var orders = flow(shop, "{'type':'inactive','of':'last-order','days':10}");
        drain();
        track(shop, ANNA, "Order Completed", "{'order_id':'1','total':10}");
        var since = now();
        advance(Duration.ofDays(3));
        look(shop, ANNA, "p");
        look(shop, "anon-9", "p");
        var seen = now();
        advance(Duration.ofDays(2).minus(SECOND));
        assertThat(entered(shop, flow)).isZero();
        advance(SECOND);
        assertThat(keys(shop, flow, BOB)).hasSize(1);
        advance(Duration.ofDays(5));
        assertThat(keys(shop, orders, ANNA)).containsExactly(text(since));
        assertThat(keys(shop, flow, ANNA)).isEmpty();
        advance(Duration.ofDays(3));
        assertThat(keys(shop, flow, ANNA)).containsExactly(text(seen));
        advance(Duration.ofDays(30));
        assertThat(entered(shop, flow)).isEqualTo(2);
        // comes, and stays away again
        look(shop, ANNA, "p");
        advance(Duration.ofDays(10));
        assertThat(keys(shop, flow, ANNA)).hasSize(2);
        assertThat(entered(shop, orders)).isEqualTo(1);
    }

    /// As the database keeps it.
    private static String text(Instant at) {
        return Times.utc(at)
                .toInstant()
                .truncatedTo(java.time.temporal.ChronoUnit.MICROS)
                .toString();
    }

    // ------------------------------------------------------------ pause, other shops

    @Test
    void whatFallsDueInAPauseIsRefusedAndNextYearIsNot() {
        var shop = newShop();
        var day = morning(shop);
        identify(shop, ANNA, "{'birthday':'" + day.plusDays(2).withYear(1990) + "'}");
        var flow =
                flow(
                        shop,
                        "{'type':'date','of':{'trait':'birthday'},'offset':'P0D','at':'09:00','yearly':true}");
        drain();
        flows.status(shop, flow.id(), Flow.Status.PAUSED);
        advance(Duration.ofDays(10));
        flows.status(shop, flow.id(), Flow.Status.LIVE);
        drain();
        assertThat(entered(shop, flow)).isZero();
        advance(Duration.ofDays(366));
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
        flows.status(shop, flow.id(), Flow.Status.ARCHIVED);
        advance(Duration.ofDays(366));
        assertThat(keys(shop, flow, ANNA)).hasSize(1);
    }

    @Test
    void oneShopsPeopleDoNotEnterAnothersFlow() {
        var shop = newShop();
        var other = newShop();
        var flow = flow(other, "{'type':'browse-abandoned','after':'PT1H'}");
        var inactive = flow(other, "{'type':'inactive','days':1}");
        look(shop, ANNA, "p");
        advance(Duration.ofDays(3));
        assertThat(entered(other, flow) + entered(other, inactive)).isZero();
    }

    @Test
    void historyPlansNoVisit() {
        var shop = newShop();
        var flow = flow(shop, "{'type':'browse-abandoned','after':'PT1H'}");
        new Calling(inbox, shop)
                .track(ANNA, "Product Viewed", now(), "{\"product_id\":\"p\"}")
                .history()
                .send();
        drain();
        advance(DAY);
        assertThat(entered(shop, flow)).isZero();
    }
}
