package io.ritorno.customer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.event.Inbox;
import io.ritorno.webhook.Receiver;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// All that is kept about one person is told and erased, while runs, messages and calls wait for
/// her (X12, and 3.6: a person erased while runs wait).
@ParameterizedClass
@ValueSource(ints = {1, 8})
class ErasureTest extends IntegrationTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    // the tests share a database, and each looks through all of it
    private final String mark = "q" + (10_000 + TESTS.incrementAndGet());
    private final String mail = "zenobia@erase-" + mark + ".example";
    private final String oldMail = "before@erase-" + mark + ".example";
    private final String bea = "bea@stays-" + mark + ".example";

    /// What nothing may hold any more, in whatever capitals.
    private final List<String> traces =
            List.of(
                    "zenobia" + mark,
                    "quux" + mark,
                    "erase-" + mark,
                    "5126" + mark.substring(1),
                    "512 6" + mark.substring(1, 3) + " " + mark.substring(3),
                    "user-" + mark,
                    "anon-" + mark,
                    "cart-" + mark,
                    "gift " + mark);

    @Parameter int parts;
    @Autowired Inbox inbox;
    private Shop shop;
    private Calling calling;
    private Receiver receiver;
    private UUID her;
    private String waiting;

    @BeforeEach
    void everythingThatCanBeKept() {
        shop = newShop(parts);
        calling = new Calling(inbox, shop);
        receiver = new Receiver((exchange, _) -> Receiver.status(exchange, 503));
        var pool = created("coupon-pools", Map.of("name", "Pool"));
        api(shop)
                .post("coupon-pools/" + pool + "/codes", Map.of("codes", List.of("C-1", "C-2")))
                .expect(200);
        waiting =
                flow("Waits", "'w':{'type':'wait','duration':'P1D','next':'s'}", send("s", false));
        flow("At once", send("s", true));
        flow(
                "Tells",
                "'h':{'type':'webhook','name':'Tell','url':'%s','next':'end','failed':'end'}"
                        .formatted(receiver.url("/in")));
        flow(
                "Gives",
                "'c':{'type':'coupon','pool':'%s','next':'s','empty':'end'}".formatted(pool),
                send("s", true));

        calling.track("anon-" + mark, "Product Viewed", now(), "{\"product_id\": \"1\"}").send();
        drain();
        calling.identify(
                        oldMail,
                        now(),
                        """
                        {"firstName": "Zenobia#", "lastName": "Quux#", "phone": "512 6%s %s",
                         "birthday": "1980-05-06", "note": "gift #",
                         "consent": {"email": true}, "consentText": "Zenobia# says yes"}
                        """
                                .formatted(mark.substring(1, 3), mark.substring(3))
                                .replace("#", mark))
                .and("userId", "user-" + mark)
                .and("anonymousId", "anon-" + mark)
                .identify("user-" + mark, now(), "{\"email\": \"%s\"}".formatted(mail))
                .identify(bea, now(), "{\"firstName\": \"Bea\", \"consent\": {\"email\": true}}")
                .send();
        drain();
        did(mail, "Z-1", mark);
        did(bea, "B-1", "b");
        calling.track(mail, "Order Refunded", now(), "{\"order_id\": \"Z-1\", \"total\": 10}");
        // what cannot be applied
        calling.track(mail, "Order Completed", now(), "{\"order_id\": \"Z-9\", \"total\": -5}");
        calling.send();
        drain();
        her = id(mail);
        click(mailOfHers(), her);
        imported(mail, bea);
        var list = created("segments/lists", Map.of("name", "List"));
        api(shop).post("segments/" + list + "/people", Map.of("text", mail)).expect(200);
        created("segments", Map.of("name", "Buyers", "condition", Map.of("type", "order")));
        api(shop).post("flows/" + waiting + "/dry-runs", Map.of("days", 30)).expect(202);
        drain();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    private void did(String who, String order, String what) {
        calling.track(
                        who,
                        "Order Completed",
                        now(),
                        """
                        {"order_id": "%s", "total": 100, "coupon": "zenobia%s", "products": [
                          {"product_id": "1", "name": "Tent", "price": 50, "quantity": 2}],
                         "billing": {"name": "Zenobia%s"}}
                        """
                                .formatted(order, what, what))
                .track(
                        who,
                        "Product Added",
                        now(),
                        """
                        {"product_id": "%s", "name": "Tent", "price": 25, "quantity": 2,
                         "cart_id": "cart-%s", "url": "https://sklep.example/?u=%s"}
                        """
                                .formatted(order, what, who))
                .track(who, "Signed Up", now(), "{\"note\": \"gift %s\"}".formatted(what));
    }

    private void imported(String... broken) {
        var rows = "email,order_id,order_date,product_id,quantity,price\n";
        rows += mail + ",Z-0,2020-01-02,1,1,5\n";
        for (var who : broken) rows += who + ",Z-8,never,1,1,5\n";
        api(shop)
                .with("Content-Type", "text/csv")
                .post("imports?kind=orders&fileName=orders.csv", rows)
                .expect(201);
        drain();
    }

    private UUID mailOfHers() {
        return db.sql(
                        """
                        select id from message
                        where part = any(?) and shop_id = ? and profile_id = ? and status = 'sent'
                        order by id limit 1
                        """)
                .params(shop.parts().all(), shop.id(), her)
                .query(UUID.class)
                .single();
    }

    /// Somebody follows the link of a mail; whose it is then stands in the message.
    private void click(UUID message, UUID profile) {
        var call =
                JsonMapper.shared()
                        .createObjectNode()
                        .put("type", "track")
                        .put("event", "Message Clicked")
                        .put("messageId", UUID.randomUUID().toString())
                        .put("profile", profile.toString())
                        .put("timestamp", now().toString());
        call.putObject("properties")
                .put("message", message.toString())
                .put("channel", "email")
                .put("machine", false)
                .put("link", 0)
                .put("links", 1);
        inbox.accept(shop, "ritorno", List.of(call));
    }

    private String created(String path, Object body) {
        return api(shop).post(path, body).expect(201).json().get("id").asString();
    }

    private static String send(String id, boolean transactional) {
        return ("'%s':{'type':'send','transactional':%s,'content':{'en':{'subject':'Hello {{"
                        + " person.firstName }}','mjml':'<mjml><mj-body><mj-section><mj-column>"
                        + "<mj-text>Dear {{ person.firstName }}</mj-text>"
                        + "</mj-column></mj-section></mj-body></mjml>'}},'next':'end'}")
                .formatted(id, transactional);
    }

    private String flow(String name, String... steps) {
        var all = String.join(",", steps) + ",'end':{'type':'end'}";
        var first = all.substring(1, all.indexOf('\'', 1));
        var definition =
                ("{'trigger':{'type':'event','name':'Signed Up'},'reentry':{'type':'always'},"
                                + "'first':'%s','steps':{%s}}")
                        .formatted(first, all)
                        .replace('\'', '"');
        return created(
                "flows",
                Map.of(
                        "name",
                        name,
                        "status",
                        "live",
                        "definition",
                        JsonMapper.shared().readTree(definition)));
    }

    private UUID id(String email) {
        return db.sql(
                        """
                        select profile_id from identity
                        where part = any(?) and shop_id = ? and kind = 'email' and value = ?
                        """)
                .params(shop.parts().all(), shop.id(), email)
                .query(UUID.class)
                .single();
    }

    private JsonNode erased() {
        var asked = api(shop).post("profiles/" + her + "/erase").expect(202).json();
        drain();
        var receipt = api(shop).get("erasures/" + asked.get("id").asString()).expect(200).json();
        assertThat(receipt.get("erasedAt").isNull()).isFalse();
        return receipt;
    }

    private record Column(String table, String name, String type) {}

    /// Where in the whole database these texts stand, in a column of any type that can hold them.
    private List<String> found(List<String> texts) {
        var columns =
                db.sql(
                                """
                                select c.relname, a.attname, t.typname
                                from pg_class c
                                join pg_namespace n on n.oid = c.relnamespace
                                    and n.nspname = current_schema()
                                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                                    and not a.attisdropped
                                join pg_type t on t.oid = a.atttypid
                                where c.relkind in ('r', 'p') and not c.relispartition
                                    and t.typname in ('text', 'varchar', 'json', 'jsonb', 'bytea',
                                        '_text', 'uuid', '_uuid')
                                """)
                        .query(
                                (row, _) ->
                                        new Column(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3)))
                        .list();
        assertThat(columns).hasSizeGreaterThan(150);
        var found = new ArrayList<String>();
        for (var column : columns) {
            var value = "lower(t." + column.name() + "::text)";
            if (column.type().equals("bytea"))
                value = "lower(encode(t." + column.name() + ", 'escape'))";
            var hits =
                    db.sql(
                                    "select distinct needle from "
                                            + column.table()
                                            + " t, unnest(?::text[]) needle where strpos("
                                            + value
                                            + ", needle) > 0")
                            .param(texts.toArray(String[]::new))
                            .query(String.class)
                            .list();
            for (var hit : hits) found.add(column.table() + "." + column.name() + ": " + hit);
        }
        return found;
    }

    private String overview() {
        var days = "from=2019-12-01&to=" + shop.day(now().plus(Duration.ofDays(60)));
        return api(shop).get("reports/overview?" + days).expect(200).text();
    }

    private int sent(String email) {
        return db.sql(
                        """
                        select count(*) from message m
                        where part = any(?) and shop_id = ? and address = ? and status = 'sent'
                        """)
                .params(shop.parts().all(), shop.id(), email)
                .query(Integer.class)
                .single();
    }

    @Test
    void nothingOfHerIsLeftAndReportsAddUpAsBefore() {
        assertThat(found(traces).stream().map(at -> at.replaceAll("\\..*", "")).distinct())
                .contains(
                        "event",
                        "profile_trait",
                        "identity",
                        "message",
                        "message_body",
                        "flow_run",
                        "webhook_call",
                        "failed_event",
                        "import_error",
                        "cart",
                        "orders",
                        "consent");
        var people = merged();
        assertThat(found(List.of(her.toString())).stream().map(at -> at.replaceAll("\\..*", "")))
                .contains("coupon_code", "membership", "listed", "flow_dry_person", "touch");
        var before = overview();
        var orders = api(shop).get("orders").items().size();
        var messages = api(shop).get("messages?limit=200").items().size();
        var runs = api(shop).get("flows/" + waiting + "/runs").items().size();
        assertThat(runs).isEqualTo(2);
        var other = api(shop).get("profiles/" + id(bea)).json();

        var receipt = erased();

        assertThat(found(traces)).isEmpty();
        assertThat(found(people.stream().map(UUID::toString).toList())).isEmpty();
        assertThat(overview()).isEqualTo(before);
        assertThat(api(shop).get("orders").items()).hasSize(orders);
        assertThat(api(shop).get("messages?limit=200").items()).hasSize(messages);
        assertThat(api(shop).get("profiles/" + id(bea)).json()).isEqualTo(other);
        assertThat(api(shop).get("flows/" + waiting + "/runs").items())
                .hasSize(2)
                .filteredOn(run -> run.get("status").asString().equals("stopped"))
                .singleElement()
                .satisfies(run -> assertThat(run.get("reason").asString()).isEqualTo("erased"));
        var numbers = api(shop).get("flows/" + waiting + "/numbers").json();
        assertThat(numbers.get("entered").asInt()).isEqualTo(2);
        assertThat(numbers.get("waiting").asInt()).isEqualTo(1);
        assertThat(api(shop).get("segments").json().values())
                .filteredOn(segment -> segment.get("name").asString().equals("List"))
                .singleElement()
                .satisfies(list -> assertThat(list.get("members").asInt()).isZero());
        assertThat(receipt.at("/counts/orders/kept").asInt()).isEqualTo(2);
        assertThat(receipt.at("/counts/event/erased").asInt()).isPositive();
        assertThat(receipt.at("/counts/failed_event/erased").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/import_error/erased").asInt()).isEqualTo(1);
        assertThat(receipt.at("/counts/flow_dry_person/erased").asInt()).isEqualTo(1);
        assertThat(receipt.get("addresses")).hasSize(3);

        // counted anew from the rows that stayed
        api(shop).post("reports/recount").expect(202);
        drain();
        assertThat(overview()).isEqualTo(before);

        var calls = receiver.told().size();
        advance(Duration.ofDays(40));
        assertThat(found(traces)).isEmpty();
        assertThat(receiver.told().subList(calls, receiver.told().size()))
                .noneMatch(told -> told.body().contains(mail));
        assertThat(sent(bea)).isEqualTo(3);
        assertThat(api(shop).get("messages?limit=200").items())
                .filteredOn(message -> !message.at("/profile/email").asString("").equals(bea))
                .allMatch(message -> message.get("address").isNull());
    }

    /// She and whoever she was before merges.
    private List<UUID> merged() {
        return db.sql(
                        """
                        select id from profile
                        where part = any(?) and shop_id = ? and (id = ? or merged_into = ?)
                        """)
                .params(shop.parts().all(), shop.id(), her, her)
                .query(UUID.class)
                .list();
    }

    @Test
    void theFileHoldsEverythingOfHersAndNothingOfOthers() {
        var answer = api(shop, "viewer").get("profiles/" + her + "/export").expect(200);
        assertThat(answer.header("Content-Disposition")).contains("attachment");
        var file = answer.json();
        for (var section :
                List.of(
                        "profiles",
                        "traits",
                        "identities",
                        "consents",
                        "events",
                        "orders",
                        "orderLines",
                        "refunds",
                        "carts",
                        "messages",
                        "mails",
                        "decisions",
                        "segments",
                        "lists",
                        "flowRuns",
                        "webhookCalls",
                        "coupons",
                        "dryRuns",
                        "purchases",
                        "credits",
                        "failedEvents",
                        "importErrors"))
            assertThat(file.get(section).values()).as(section).isNotEmpty();
        assertThat(file.at("/traits/0/birthday").asString()).isEqualTo("1980-05-06");
        assertThat(file.at("/consents/0/shown").asString())
                .isEqualTo("Zenobia" + mark + " says yes");
        assertThat(file.at("/orders").values())
                .extracting(order -> order.get("externalId").asString())
                .containsExactlyInAnyOrder("Z-1", "Z-0");
        assertThat(file.at("/mails/0/text").asString()).contains("Zenobia" + mark);
        assertThat(answer.text()).doesNotContain(bea).doesNotContain("B-1");
        api(newShop()).get("profiles/" + her + "/export").expect(404);
    }

    @Test
    void lateNewsOfHerIsDroppedAndLaterNewsIsSomebodyNew() {
        var before = now().minusSeconds(60);
        var receipt = erased();
        var people = count("profile");
        var events = count("event");
        advance(Duration.ofMinutes(5));
        calling.track("anon-" + mark, "Product Viewed", before, "{\"product_id\": \"1\"}")
                .track(mail, "Signed Up", before, "{}")
                .track("user-" + mark, "Signed Up", before, "{}")
                .identify("user-" + mark, before, "{\"email\": \"%s\"}".formatted(mail))
                .send();
        drain();
        imported();
        assertThat(count("profile")).isEqualTo(people);
        assertThat(count("event")).isEqualTo(events);
        assertThat(found(traces)).isEmpty();

        // her browser and her address, later: nobody we know
        calling.track("anon-" + mark, "Product Viewed", now(), "{\"product_id\": \"1\"}").send();
        calling.identify(mail, now(), "{\"firstName\": \"N\", \"consent\": {\"email\": true}}")
                .history()
                .send();
        calling.track(mail, "Signed Up", now(), "{}").send();
        drain();
        var again = id(mail);
        assertThat(again).isNotEqualTo(her);
        assertThat(again.toString()).isNotEqualTo(receipt.get("id").asString());
        var page = api(shop).get("profiles/" + again).expect(200).json();
        assertThat(page.get("orders").asInt()).isZero();
        assertThat(page.at("/suppressed/0/reason").asString()).isEqualTo("erased");
        // what she asked for by what she does now is sent; marketing is not
        advance(Duration.ofDays(2));
        assertThat(sent(mail)).isEqualTo(1);
        assertThat(skips(again)).contains("erased");
        calling.identify(mail, now(), "{\"consent\": {\"email\": false}}").send();
        drain();
        advance(Duration.ofMinutes(1));
        calling.identify(mail, now(), "{\"consent\": {\"email\": true}}").send();
        calling.track(mail, "Signed Up", now(), "{}").send();
        drain();
        advance(Duration.ofDays(2));
        assertThat(sent(mail)).isEqualTo(3);
    }

    private List<String> skips(UUID profile) {
        return db.sql(
                        """
                        select reason from decision
                        where part = ? and shop_id = ? and profile_id = ? and outcome = 'skip'
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    private long count(String table) {
        return db.sql("select count(*) from " + table + " where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Long.class)
                .single();
    }

    @Test
    void aRefundOfAnOrderThatWasKeptIsBookedWithoutHer() {
        erased();
        advance(Duration.ofMinutes(5));
        calling.track(
                        mail,
                        "Order Refunded",
                        now(),
                        "{\"order_id\": \"Z-1\", \"total\": 40, \"note\": \"gift %s\"}"
                                .formatted(mark))
                .and("userId", "user-" + mark)
                .and("anonymousId", "anon-" + mark)
                .send();
        drain();
        var order = api(shop).get("orders?search=Z-1").items().getFirst();
        assertThat(order.get("refunded").asLong()).isEqualTo(5_000);
        assertThat(found(traces)).isEmpty();
    }

    @Test
    void clicksInHerOldMailsTellNothingAnyMore() {
        var message = mailOfHers();
        var receipt = erased();
        advance(Duration.ofMinutes(1));
        var rows = count("event") + count("touch") + count("consent");
        click(message, her);
        click(message, UUID.fromString(receipt.get("id").asString()));
        drain();
        assertThat(count("event") + count("touch") + count("consent")).isEqualTo(rows);
    }

    @Test
    void whoWasMergedAwayLeadsToTheWinner() {
        var other = id(bea);
        api(shop).post("profiles/" + other + "/merge", Map.of("into", her)).expect(201);
        drain();
        var refused = api(shop).post("profiles/" + other + "/erase").expect(409).json();
        assertThat(refused.get("code").asString()).isEqualTo("erase-the-winner");
        assertThat(refused.get("detail").asString()).contains(her.toString());
        // a file of hers is asked for by either
        assertThat(api(shop).get("profiles/" + other + "/export").text()).contains(mail, bea);
        erased();
        assertThat(found(List.of(bea, her.toString(), other.toString()))).isEmpty();
        assertThat(api(shop).get("orders").items())
                .hasSize(3)
                .allMatch(order -> order.at("/profile/email").isNull());
        api(shop).get("profiles/" + other).expect(404);
    }

    @Test
    void aMergeThatWasUndoneLeavesNothingOfHerWithTheOther() {
        var other = id(bea);
        var merge =
                api(shop)
                        .post("profiles/" + her + "/merge", Map.of("into", other))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        api(shop).delete("merges/" + merge).expect(204);
        drain();
        erased();
        assertThat(found(traces)).isEmpty();
        assertThat(api(shop).get("profiles/" + other).json().get("email").asString())
                .isEqualTo(bea);
    }

    @Test
    void anOwnerErasesAndTheReceiptSaysWhatWentWithoutSayingWho() {
        api(shop, "marketer").post("profiles/" + her + "/erase").expect(403);
        api(shop).get("profiles/" + her + "/erase").expect(405);
        api(newShop()).post("profiles/" + her + "/erase").expect(404);
        var asked = api(shop).post("profiles/" + her + "/erase").expect(202).json();
        // nothing is written to her from this moment on, and asking twice is asking once
        assertThat(api(shop).get("flows/" + waiting + "/numbers").json().get("waiting").asInt())
                .isEqualTo(1);
        assertThat(api(shop).post("profiles/" + her + "/erase").expect(202).json().get("id"))
                .isEqualTo(asked.get("id"));
        assertThat(asked.get("erasedAt").isNull()).isTrue();
        drain();
        api(shop).get("profiles/" + her).expect(404);
        var receipt = api(shop).get("erasures/" + her).expect(200).json();
        assertThat(receipt.get("id")).isEqualTo(asked.get("id"));
        assertThat(api(shop).get("erasures").items()).containsExactly(receipt);
        for (var trace : traces) assertThat(receipt.toString()).doesNotContain(trace);
        assertThat(receipt.toString()).doesNotContain(her.toString());
        assertThat(api(shop).get("/api/audit").items())
                .filteredOn(entry -> entry.get("action").asString().equals("customer.erased"))
                .allSatisfy(
                        entry ->
                                assertThat(entry.at("/detail/receipt")).isEqualTo(asked.get("id")));
        // the order leads to the receipt
        var nobody = api(shop).get("orders?search=Z-1").items().getFirst().at("/profile/id");
        assertThat(nobody).isEqualTo(asked.get("id"));
        api(shop).get("erasures/" + nobody.asString()).expect(200);
        api(newShop()).get("erasures/" + her).expect(404);
        api(shop).get("erasures/" + UUID.randomUUID()).expect(404);
    }

    @Test
    void aClosedAddressStaysClosedWithoutStandingThere() {
        api(shop).post("suppressions", Map.of("address", mail)).expect(204);
        erased();
        assertThat(found(traces)).isEmpty();
        advance(Duration.ofMinutes(5));
        calling.identify(mail, now(), "{\"firstName\": \"N\", \"consent\": {\"email\": true}}")
                .track(mail, "Signed Up", now(), "{}")
                .send();
        drain();
        advance(Duration.ofDays(2));
        assertThat(sent(mail)).isZero();
        assertThat(skips(id(mail))).contains("suppressed");
        api(shop).delete("suppressions/email/" + URLEncoder.encode(mail, UTF_8)).expect(204);
        calling.track(mail, "Signed Up", now(), "{}").send();
        drain();
        assertThat(sent(mail)).isPositive();
    }
}
