package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ritorno.account.Shop;
import io.ritorno.platform.Reason;
import io.ritorno.platform.Times;
import io.ritorno.webhook.Receiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Runs that wait until another program has been told..
class WebhookStepTest extends FlowWorld {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVoxMjM0";

    private static String webhook(String url, String more) {
        return "'hook':{'type':'webhook','name':'Tell','url':'%s'%s,'next':'end','failed':'lost'}"
                .formatted(url, more);
    }

    private Flow telling(Shop shop, String url, String more) {
        return flow(shop, webhook(url, more), "'lost':{'type':'end'}", END);
    }

    private JsonNode decided(Shop shop, UUID profile) {
        return JsonMapper.shared()
                .readTree(
                        db.sql(
                                        """
                                        select detail::text from decision
                                        where part = ? and shop_id = ? and profile_id = ?
                                            and outcome = 'webhook'
                                        """)
                                .params(shop.parts().of(profile), shop.id(), profile)
                                .query(String.class)
                                .single());
    }

    private int calls(Shop shop) {
        return db.sql("select count(*) from webhook_call where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(Integer.class)
                .single();
    }

    private static String signature(String secret, Receiver.Told told) {
        try {
            var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var text =
                    told.header("webhook-id")
                            + "."
                            + told.header("webhook-timestamp")
                            + "."
                            + told.body();
            return "v1,"
                    + Base64.getEncoder()
                            .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Receiver answering(int... statuses) {
        return new Receiver(
                (exchange, nth) ->
                        Receiver.status(exchange, statuses[Math.min(nth, statuses.length) - 1]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void theOtherProgramIsToldAndTheRunGoesOn(int parts) {
        var shop = newShop(parts);
        try (var receiver = Receiver.willing()) {
            var flow = telling(shop, receiver.url("/in"), ",'secret':'" + SECRET + "'");
            var ann = person(shop, "ann", "{'firstName':'Ann'}");
            track(shop, "ann", "Signed Up", p -> p.put("plan", "gold"));
            drain();

            assertThat(runs(shop, ann)).containsExactly("done end");
            assertThat(decisions(shop, ann))
                    .containsExactly("entered trigger", "webhook delivered", "ended end");
            assertThat(decided(shop, ann).get("status").asInt()).isEqualTo(200);
            var told = receiver.told().getFirst();
            assertThat(told.path()).isEqualTo("/in");
            assertThat(told.header("webhook-signature")).isEqualTo(signature(SECRET, told));
            assertThat(told.header("webhook-timestamp"))
                    .isEqualTo(String.valueOf(now().getEpochSecond()));
            var body = JsonMapper.shared().readTree(told.body());
            assertThat(body.get("type").asString()).isEqualTo("flow.step");
            assertThat(body.at("/data/person/email").asString()).isEqualTo("ann@example.com");
            assertThat(body.at("/data/person/id").asString()).isEqualTo(ann.toString());
            assertThat(body.at("/data/event/plan").asString()).isEqualTo("gold");
            assertThat(body.at("/data/flow/id").asString()).isEqualTo(flow.id().toString());
            assertThat(body.at("/data/step/name").asString()).isEqualTo("Tell");
            assertThat(told.body()).doesNotContain("spentText");
            assertThat(body.at("/data/shop").propertyNames())
                    .containsExactlyInAnyOrder("name", "url", "currency");
            assertThat(numbers(shop, flow).at("/steps/hook").get("delivered").asInt()).isEqualTo(1);
            assertThat(numbers(shop, flow).at("/steps/hook").get("waiting").asInt()).isZero();
            assertThat(calls(shop)).isZero();
        }
    }

    @Test
    void whatFailsIsTriedAgainUnderTheSameId() {
        var shop = newShop();
        try (var receiver = answering(503, 429, 200)) {
            var flow = telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");

            assertThat(runs(shop, ann)).containsExactly("running hook");
            assertThat(numbers(shop, flow).at("/steps/hook").get("waiting").asInt()).isEqualTo(1);
            assertThat(receiver.told()).hasSize(1);
            advance(Duration.ofSeconds(5));
            assertThat(receiver.told()).hasSize(2);
            advance(Duration.ofMinutes(5));
            assertThat(runs(shop, ann)).containsExactly("done end");
            var ids = new HashSet<String>();
            var bodies = new HashSet<String>();
            for (var told : receiver.told()) {
                ids.add(told.header("webhook-id"));
                bodies.add(told.body());
                assertThat(told.header("webhook-signature")).isEqualTo("null");
            }
            assertThat(receiver.told()).hasSize(3);
            assertThat(ids).hasSize(1);
            assertThat(bodies).hasSize(1);
            assertThat(decided(shop, ann).get("tries").asInt()).isEqualTo(3);
        }
    }

    @Test
    void afterTheLastTryItGoesTheOtherWay() {
        var shop = newShop();
        try (var receiver = answering(500)) {
            var flow = telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            advance(Duration.ofHours(18));

            assertThat(receiver.told()).hasSize(7);
            assertThat(runs(shop, ann)).containsExactly("done lost");
            assertThat(decisions(shop, ann)).contains("webhook failed");
            var why = decided(shop, ann);
            assertThat(why.get("status").asInt()).isEqualTo(500);
            assertThat(why.get("why").asString()).isEqualTo("status");
            assertThat(why.get("tries").asInt()).isEqualTo(7);
            assertThat(numbers(shop, flow).at("/steps/hook").get("failed").asInt()).isEqualTo(1);
            assertThat(calls(shop)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 404, 410})
    void whatWillNotBeTakenIsToldOnce(int status) {
        var shop = newShop();
        try (var inside = Receiver.willing();
                var receiver =
                        new Receiver(
                                (exchange, _) -> {
                                    exchange.getResponseHeaders().set("Location", inside.url("/"));
                                    Receiver.status(exchange, status);
                                })) {
            telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");

            assertThat(runs(shop, ann)).containsExactly("done lost");
            assertThat(decided(shop, ann).get("status").asInt()).isEqualTo(status);
            assertThat(receiver.told()).hasSize(1);
            assertThat(inside.told()).isEmpty();
        }
    }

    @Test
    void retryAfterIsHeeded() {
        var shop = newShop();
        try (var receiver =
                new Receiver(
                        (exchange, nth) -> {
                            if (nth > 1) return;
                            exchange.getResponseHeaders().set("Retry-After", "3600");
                            Receiver.status(exchange, 429);
                        })) {
            telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            advance(Duration.ofMinutes(59));
            assertThat(receiver.told()).hasSize(1);
            advance(Duration.ofMinutes(1));

            assertThat(receiver.told()).hasSize(2);
            assertThat(runs(shop, ann)).containsExactly("done end");
        }
    }

    @Test
    void oneThatHangsHoldsUpNobodyElse() throws Exception {
        var shop = newShop();
        var other = newShop();
        var release = new CountDownLatch(1);
        try (var hanging = new Receiver((_, _) -> hold(release));
                var willing = Receiver.willing()) {
            // the same host by two names: places are counted by name
            telling(shop, hanging.url("/"), "");
            flow(
                    shop,
                    webhook("http://127.0.0.1:" + willing.port() + "/", ""),
                    "'lost':{'type':'end'}",
                    END);
            flow(shop, send("m", "end"), END);
            flow(
                    other,
                    webhook("http://127.0.0.1:" + willing.port() + "/", ""),
                    "'lost':{'type':'end'}",
                    END);
            for (var i = 0; i < 30; i++) {
                identify(shop, "p" + i, "{}");
                identify(other, "p" + i, "{}");
            }
            drain();
            for (var i = 0; i < 30; i++) {
                track(shop, "p" + i, "Signed Up", _ -> {});
                track(other, "p" + i, "Signed Up", _ -> {});
            }
            var all = CompletableFuture.runAsync(this::drain);
            until(() -> willing.told().size() == 60);
            until(() -> done(shop, "end") == 60 && done(other, "end") == 30);

            // eight are told at a time, and none has answered
            assertThat(hanging.told()).hasSizeBetween(1, 8);
            assertThat(all).isNotDone();
            assertThat(done(shop, "lost")).isZero();
            release.countDown();
            all.get(60, TimeUnit.SECONDS);
            assertThat(done(shop, "end")).isEqualTo(90);
            assertThat(hanging.told()).hasSize(30);
        } finally {
            release.countDown();
        }
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await(12, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int done(Shop shop, String step) {
        return db.sql(
                        "select count(*) from flow_run where part = any(?) and shop_id = ? and status"
                                + " = 'done' and step = ?")
                .params(shop.parts().all(), shop.id(), step)
                .query(Integer.class)
                .single();
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(11);
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void whatWasUnderWayWhenAProcessDiedIsToldAgainUnderTheSameId() {
        var shop = newShop();
        try (var receiver = answering(503, 200)) {
            telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            // as a process leaves it that died with the second try on its way
            db.sql(
                            "update webhook_call set tries = 2, due_at = ? where part = any(?) and"
                                    + " shop_id = ?")
                    .params(
                            Times.utc(now().plus(Duration.ofMinutes(2))),
                            shop.parts().all(),
                            shop.id())
                    .update();
            advance(Duration.ofSeconds(119));
            assertThat(receiver.told()).hasSize(1);
            advance(Duration.ofSeconds(1));

            assertThat(receiver.told()).hasSize(2);
            assertThat(receiver.told().get(1).header("webhook-id"))
                    .isEqualTo(receiver.told().getFirst().header("webhook-id"));
            assertThat(runs(shop, ann)).containsExactly("done end");
            assertThat(decided(shop, ann).get("tries").asInt()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest", "http://10.1.2.3/", "http://[::1]/"})
    void theOperatorsNetworkIsNotReached(String url) {
        var shop = newShop();
        telling(shop, url, "");
        var ann = person(shop, "ann", "{}");
        signsUp(shop, "ann");

        assertThat(runs(shop, ann)).containsExactly("done lost");
        assertThat(decided(shop, ann).get("why").asString()).isEqualTo("address-refused");
    }

    @Test
    void aBodyOfOnesOwnIsJsonWhateverThePersonIsCalled() {
        var shop = newShop();
        try (var receiver = Receiver.willing()) {
            var body =
                    "{ \\\"name\\\": \\\"{{ person.firstName }}\\\", \\\"tags\\\": {{ person.tags }},"
                            + " \\\"orders\\\": {{ person.orders }}, \\\"last\\\": {{ person.lastName |"
                            + " json }} }";
            var step = Definitions.json("{" + webhook(receiver.url("/"), "") + "}");
            ((ObjectNode) step.get("hook")).put("body", body.replace("\\\"", "\""));
            var definition =
                    definition(webhook(receiver.url("/"), ""), "'lost':{'type':'end'}", END);
            ((ObjectNode) definition.get("steps")).set("hook", step.get("hook"));
            flows.create(shop, "Flow", definition, true);
            call(shop, "ann", "A\", \"admin\": true, \"x\": \"\\", "O\n\"Hara\"");
            signsUp(shop, "ann");

            var told = JsonMapper.shared().readTree(receiver.told().getFirst().body());
            assertThat(told.propertyNames())
                    .containsExactlyInAnyOrder("name", "tags", "orders", "last");
            assertThat(told.get("name").asString()).startsWith("A\", \"admin\"");
            assertThat(told.get("tags").isArray()).isTrue();
            assertThat(told.get("orders").asInt()).isZero();
            assertThat(told.get("last").asString()).contains("\"Hara\"");
        }
    }

    private void call(Shop shop, String name, String first, String last) {
        var traits = JsonMapper.shared().createObjectNode();
        traits.put("firstName", first).put("lastName", last).put("email", name + "@example.com");
        // single quotes are how this class writes JSON, and there are none in it
        identify(shop, name, traits.toString());
        drain();
    }

    @Test
    void aBodyThatIsNoJsonOrLacksAValueFails() {
        var shop = newShop();
        try (var receiver = Receiver.willing()) {
            telling(shop, receiver.url("/"), ",'body':'hello {{ person.orders }}'");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            assertThat(runs(shop, ann)).containsExactly("done lost");
            assertThat(Reason.told(decided(shop, ann).get("error").asString(), Locale.ITALIAN))
                    .isEqualTo("non è JSON: riga 1, colonna 1");

            var second = newShop();
            telling(second, receiver.url("/"), ",'body':'{{ person.firstName | json }}'");
            var bea = person(second, "bea", "{}");
            signsUp(second, "bea");
            assertThat(runs(second, bea)).containsExactly("done lost");
            assertThat(Reason.told(decided(second, bea).get("error").asString(), Locale.ENGLISH))
                    .startsWith("person.firstName is missing; say");
            assertThat(receiver.told()).isEmpty();
        }
    }

    @Test
    void whatCannotBeSentIsRefusedWhenItIsSaved() {
        var shop = newShop();
        var api = api(shop);
        for (var wrong :
                List.of(
                        "'url':'ftp://a.example/'",
                        "'url':'https://user:pass@a.example/'",
                        "'url':'https:///nowhere'",
                        "'url':'/hook'",
                        "'url':'https://a.example/','secret':'hush'",
                        "'url':'https://a.example/','secret':'whsec_c2hvcnQ='",
                        "'url':'https://a.example/','body':'a\\u0000b'"))
            api.post("flows", draft("'h':{'type':'webhook'," + wrong + "}")).expect(422);
        var error =
                api.post(
                                "flows",
                                draft(
                                        "'h':{'type':'webhook','url':'https://a.example/','body':'{\\n"
                                                + " {{ person.nickname }}}'}"))
                        .expect(422)
                        .json()
                        .at("/errors/0");
        assertThat(error.get("code").asString()).isEqualTo("template");
        assertThat(error.get("step").asString()).isEqualTo("h");
        assertThat(error.get("field").asString()).isEqualTo("body");
        assertThat(error.get("line").asInt()).isEqualTo(2);
        assertThat(error.get("message").asString())
                .startsWith("`person` has no `nickname`; it has");
        // half done it may be, but not live
        var id = api.post("flows", draft("'h':{'type':'webhook'}")).expect(201).json();
        var codes =
                id.get("problems").values().stream().map(p -> p.get("code").asString()).toList();
        assertThat(codes).contains("url-missing", "next-missing");
    }

    private static Map<String, Object> draft(String step) {
        return Map.of("name", "F", "definition", definition(step));
    }

    @Test
    void aSecretGoesInAndNeverComesOut() {
        var shop = newShop();
        var api = api(shop);
        try (var receiver = Receiver.willing()) {
            var made =
                    api.post(
                                    "flows",
                                    live(
                                            webhook(
                                                    receiver.url("/"),
                                                    ",'secret':'" + SECRET + "'"),
                                            "'lost':{'type':'end'}",
                                            END))
                            .expect(201);
            var bare = SECRET.substring(6);
            assertThat(made.text()).doesNotContain(bare);
            var id = made.json().get("id").asString();
            var shown = api.get("flows/" + id).expect(200);
            assertThat(shown.text()).doesNotContain(bare);
            assertThat(api.get("flows").text()).doesNotContain(bare);
            var named = shown.json().at("/definition/steps/hook/secret").asString();
            assertThat(named).matches("secret:[0-9a-f-]{36}");
            var file = api.get("flows/" + id + "/export").expect(200);
            assertThat(file.text()).doesNotContain(bare).doesNotContain("secret");
            assertThat(
                            db.sql(
                                            "select count(*) from flow_version where shop_id = ? and"
                                                    + " definition::text like ?")
                                    .params(shop.id(), "%" + bare + "%")
                                    .query(Integer.class)
                                    .single())
                    .isZero();

            // the same back again changes nothing
            var definition = (ObjectNode) shown.json().get("definition");
            api.put("flows/" + id, Map.of("definition", definition)).expect(200);
            assertThat(api.get("flows/" + id).json().get("version").asInt()).isEqualTo(1);
            // a copy has the same secret under a name of its own
            var copy = api.post("flows/" + id + "/duplicate", "{}").expect(201).json();
            var copied =
                    api.get("flows/" + copy.get("id").asString())
                            .json()
                            .at("/definition/steps/hook/secret")
                            .asString();
            assertThat(copied).startsWith("secret:").isNotEqualTo(named);

            // another in its place: no new version, and for a day both sign
            ((ObjectNode) definition.at("/steps/hook")).put("secret", OTHER);
            var rotated = api.put("flows/" + id, Map.of("definition", definition)).expect(200);
            assertThat(rotated.json().get("version").asInt()).isEqualTo(1);
            assertThat(rotated.json().at("/definition/steps/hook/secret").asString())
                    .isEqualTo(named);
            person(shop, "ann", "{}");
            signsUp(shop, "ann");
            var told = receiver.told().getFirst();
            assertThat(told.header("webhook-signature").split(" "))
                    .containsExactly(signature(OTHER, told), signature(SECRET, told));
            advance(Duration.ofHours(24));
            person(shop, "bea", "{}");
            signsUp(shop, "bea");
            var later = receiver.told().getLast();
            assertThat(later.header("webhook-signature")).isEqualTo(signature(OTHER, later));

            // the copy still has the old one
            api.post("flows/" + copy.get("id").asString() + "/status", "{\"status\":\"live\"}")
                    .expect(200);
            person(shop, "cat", "{}");
            signsUp(shop, "cat");
            assertThat(
                            receiver.told().stream()
                                    .filter(
                                            t ->
                                                    t.header("webhook-signature")
                                                            .equals(signature(SECRET, t))))
                    .hasSize(1);

            // and another shop's name for one is nobody's
            var other =
                    api(newShop())
                            .post(
                                    "flows",
                                    live(
                                            webhook(receiver.url("/"), ",'secret':'" + named + "'"),
                                            "'lost':{'type':'end'}",
                                            END))
                            .expect(422);
            assertThat(other.text()).contains("secret-unknown");
        }
    }

    @Test
    void pausedFlowsTellNobodyAndArchivedOnesNeverWill() {
        var shop = newShop();
        try (var receiver = answering(503, 200)) {
            var flow = telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            flows.status(shop, flow.id(), Flow.Status.PAUSED);
            advance(Duration.ofHours(3));
            assertThat(receiver.told()).hasSize(1);
            flows.status(shop, flow.id(), Flow.Status.LIVE);
            drain();
            assertThat(receiver.told()).hasSize(2);
            assertThat(runs(shop, ann)).containsExactly("done end");
        }
        try (var receiver = answering(503)) {
            var second = newShop();
            var flow = telling(second, receiver.url("/"), "");
            var bea = person(second, "bea", "{}");
            signsUp(second, "bea");
            flows.status(second, flow.id(), Flow.Status.ARCHIVED);
            advance(Duration.ofHours(3));
            assertThat(receiver.told()).hasSize(1);
            assertThat(runs(second, bea)).containsExactly("stopped hook");
            assertThat(calls(second)).isZero();
        }
    }

    @Test
    void aRunThatIsStoppedTellsNoMore() {
        var shop = newShop();
        try (var receiver = answering(503)) {
            var definition =
                    definition(webhook(receiver.url("/"), ""), "'lost':{'type':'end'}", END);
            definition.set(
                    "stop",
                    JsonMapper.shared().readTree("[{\"type\":\"event\",\"name\":\"Left\"}]"));
            flows.create(shop, "F", definition, true);
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            track(shop, "ann", "Left", _ -> {});
            drain();
            advance(Duration.ofHours(1));

            assertThat(runs(shop, ann)).containsExactly("stopped hook");
            assertThat(receiver.told()).hasSize(1);
            assertThat(calls(shop)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whoTurnsOutToBeAnotherStillWaits(int parts) { // N1
        var shop = newShop(parts);
        try (var receiver = answering(503, 200)) {
            telling(shop, receiver.url("/"), "");
            var ann = person(shop, "ann", "{}");
            signsUp(shop, "ann");
            var bea = person(shop, "bea", "{}");
            api(shop)
                    .post("profiles/" + ann + "/merge", Map.of("into", bea.toString()))
                    .expect(201);
            advance(Duration.ofMinutes(10));

            assertThat(runs(shop, bea)).containsExactly("done end");
            assertThat(receiver.told()).hasSize(2);
        }
    }

    @Test
    void aTestCallShowsWhatComesBack() {
        var shop = newShop();
        try (var receiver = new Receiver(WebhookStepTest::teapot)) {
            var ann = person(shop, "ann", "{'firstName':'Ann'}");
            var form =
                    Map.of(
                            "url",
                            receiver.url("/try"),
                            "secret",
                            SECRET,
                            "body",
                            "{\"n\":\"{{ person.firstName }}\"}",
                            "profile",
                            ann.toString());
            var tested = api(shop).post("webhooks/test", form).expect(200).json();

            assertThat(tested.get("ok").asBoolean()).isFalse();
            assertThat(tested.get("status").asInt()).isEqualTo(418);
            assertThat(tested.get("why").asString()).isEqualTo("status");
            assertThat(tested.get("answer").asString()).isEqualTo("I am a teapot");
            assertThat(tested.get("body").asString()).isEqualTo("{\"n\":\"Ann\"}");
            var told = receiver.told().getFirst();
            assertThat(told.header("webhook-signature")).isEqualTo(signature(SECRET, told));
            assertThat(runs(shop, ann)).isEmpty();

            var api = api(shop);
            assertThat(
                            api.post("webhooks/test", Map.of("url", "http://10.0.0.1/"))
                                    .expect(200)
                                    .json()
                                    .get("why")
                                    .asString())
                    .isEqualTo("address-refused");
            api.post("webhooks/test", Map.of("url", "file:///etc/passwd")).expect(400);
            api.post("webhooks/test", "{}").expect(400);
            api.post("webhooks/test", Map.of("url", receiver.url("/"), "secret", "x")).expect(400);
            api.post("webhooks/preview", Map.of("body", "{{ person.nickname }}")).expect(422);
            api.post("webhooks/preview", Map.of("body", "no json")).expect(422);
            var sample = api.post("webhooks/preview", "{}").expect(200).json();
            assertThat(sample.get("body").asString())
                    .contains("anna@example.com", "Lniana koszula");
            api(shop, "viewer").post("webhooks/test", form).expect(403);
            api(newShop()).post("webhooks/preview", Map.of("profile", ann.toString())).expect(404);
        }
    }

    private static void teapot(HttpExchange exchange, int nth) throws IOException {
        var said = "I am a teapot".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(418, said.length);
        exchange.getResponseBody().write(said);
    }
}
