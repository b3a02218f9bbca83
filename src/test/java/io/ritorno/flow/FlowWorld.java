package io.ritorno.flow;

import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import io.ritorno.event.Inbox;
import io.ritorno.platform.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Real people in real flows: everything comes in through the inbox.
abstract class FlowWorld extends IntegrationTest {
    static final String END = "'end':{'type':'end'}";

    @Autowired protected Flows flows;
    @Autowired protected Inbox inbox;

    /// A live flow that begins with `Signed Up` and has these steps, the first of them first.
    protected Flow flow(Shop shop, String... steps) {
        return flows.create(shop, "Flow", definition(steps), true);
    }

    protected static ObjectNode definition(String... steps) {
        var all = String.join(",", steps);
        var first = all.substring(1, all.indexOf('\'', 1));
        return Definitions.json(
                "{'trigger':{'type':'event','name':'Signed"
                        + " Up'},'reentry':{'type':'always'},'first':'"
                        + first
                        + "','steps':{"
                        + all
                        + "}}");
    }

    /// What the API is told to make a live flow of these steps.
    protected static Map<String, Object> live(String... steps) {
        return Map.of("name", "F", "status", "live", "definition", definition(steps));
    }

    protected JsonNode numbers(Shop shop, Flow flow) {
        return api(shop).get("flows/" + flow.id() + "/numbers").expect(200).json();
    }

    protected static String move(UUID to) {
        return "'m':{'type':'move','flow':'%s'}".formatted(to);
    }

    protected static String send(String id, String next) {
        return "'%s':{'type':'send','transactional':true,'content':%s,'next':'%s'}"
                .formatted(id, Definitions.mail(), next);
    }

    /// A person with an address and these traits, told and handled.
    protected UUID person(Shop shop, String name, String traits) {
        identify(shop, name, traits);
        drain();
        return profile(shop, name);
    }

    protected void identify(Shop shop, String name, String traits) {
        var said = (ObjectNode) JsonMapper.shared().readTree(traits.replace('\'', '"'));
        if (!said.has("email")) said.put("email", name + "@example.com");
        call(shop, name, "identify", call -> call.set("traits", said));
    }

    protected void track(Shop shop, String name, String event, Consumer<ObjectNode> properties) {
        call(
                shop,
                name,
                "track",
                call -> {
                    call.put("event", event);
                    properties.accept(call.putObject("properties"));
                });
    }

    /// She signs up, and all that follows at once is done.
    protected void signsUp(Shop shop, String name) {
        track(shop, name, "Signed Up", _ -> {});
        drain();
    }

    private void call(Shop shop, String name, String type, Consumer<ObjectNode> fill) {
        var call = JsonNodeFactory.instance.objectNode();
        call.put("type", type)
                .put("userId", name)
                .put("timestamp", now().toString())
                .put("messageId", Ids.next(now()).toString());
        fill.accept(call);
        inbox.accept(shop, "server", List.of(call));
    }

    protected UUID profile(Shop shop, String name) {
        return db.sql(
                        "select profile_id from profile_trait where part = any(?) and shop_id = ?"
                                + " and external_id = ?")
                .params(shop.parts().all(), shop.id(), name)
                .query(UUID.class)
                .single();
    }

    /// Where she is, of all her runs: `running wait`, `done end`.
    protected List<String> runs(Shop shop, UUID profile) {
        return db.sql(
                        "select status || ' ' || step from flow_run where part = ? and shop_id = ?"
                                + " and profile_id = ? order by entered_at, id")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    /// What flows decided about her, with the answer where there is one.
    protected List<String> decisions(Shop shop, UUID profile) {
        return db.sql(
                        """
                        select outcome || ' ' || reason || coalesce(' ' || (detail ->> 'answer'), '')
                        from decision
                        where part = ? and shop_id = ? and profile_id = ? and message_id is null
                        order by at, id
                        """)
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    /// The steps whose messages were queued for her.
    protected List<String> messages(Shop shop, UUID profile) {
        return db.sql(
                        "select step from message where part = ? and shop_id = ? and profile_id = ?"
                                + " order by at, id")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }

    protected JsonNode attributes(Shop shop, UUID profile) {
        return JsonMapper.shared()
                .readTree(
                        db.sql(
                                        "select attributes::text from profile_trait where part = ?"
                                                + " and shop_id = ? and profile_id = ?")
                                .params(shop.parts().of(profile), shop.id(), profile)
                                .query(String.class)
                                .single());
    }

    protected List<String> tags(Shop shop, UUID profile) {
        return db.sql(
                        "select unnest(tags) from profile_trait where part = ? and shop_id = ? and"
                                + " profile_id = ?")
                .params(shop.parts().of(profile), shop.id(), profile)
                .query(String.class)
                .list();
    }
}
