package io.ritorno.event;

import io.ritorno.account.Shop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a shop's pages and server send, in the words of the tests.
public final class Calling {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger IDS = new AtomicInteger();

    private final Inbox inbox;
    private final Shop shop;
    private final List<ObjectNode> calls = new ArrayList<>();

    public Calling(Inbox inbox, Shop shop) {
        this.inbox = inbox;
        this.shop = shop;
    }

    /// @param who `anonymousId` when it starts with `anon`, else an e-mail when it has an @, else a
    ///   user id
    /// @param properties a JSON object
    public Calling track(String who, String event, Instant at, String properties) {
        var call = call("track", who, at).put("event", event);
        var p = (ObjectNode) JSON.readTree(properties);
        if (who.contains("@")) p.put("email", who);
        call.set("properties", p);
        calls.add(call);
        return this;
    }

    public Calling identify(String who, Instant at, String traits) {
        var call = call("identify", who, at);
        var t = (ObjectNode) JSON.readTree(traits);
        if (who.contains("@")) t.put("email", who);
        call.set("traits", t);
        calls.add(call);
        return this;
    }

    /// Adds another way of knowing who made the last call.
    public Calling and(String field, String value) {
        calls.getLast().put(field, value);
        return this;
    }

    /// The last call tells of the past, as an import does.
    public Calling history() {
        calls.getLast().put("history", true);
        return this;
    }

    private static ObjectNode call(String type, String who, Instant at) {
        var call = JSON.createObjectNode().put("type", type);
        call.put("messageId", "test-" + IDS.incrementAndGet()).put("timestamp", at.toString());
        if (who.startsWith("anon")) call.put("anonymousId", who);
        else if (!who.contains("@")) call.put("userId", who);
        return call;
    }

    /// All calls so far go in, in one batch.
    public void send() {
        inbox.accept(shop, "web", calls);
        calls.clear();
    }

    /// Each call goes in by itself, in this order.
    public void sendEach(List<Integer> order) {
        for (var i : order) inbox.accept(shop, "web", List.of(calls.get(i)));
        calls.clear();
    }

    public int size() {
        return calls.size();
    }
}
