package io.ritorno.imports;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Unfit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Calls that a piece of a file turns into, and the rows that do not.
final class Draft {
    /// A row that was left out, and why.
    record Failure(Row row, Unfit why) {}

    final List<ObjectNode> calls = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();

    void fail(Row row, Unfit why) {
        failures.add(new Failure(row, why));
    }

    void fail(List<Row> rows, Unfit why) {
        for (var row : rows) fail(row, why);
    }

    /// Adds a call of the past. The same call from the same or another import is one call.
    ///
    /// @param at when it happened; null for a fact that the file gives no time: it is as of
    ///   `otherwise`, and telling it again later is still no news
    void add(Shop shop, ObjectNode call, @Nullable Instant at, Instant otherwise) {
        if (at != null) call.put("timestamp", at.toString());
        call.put("messageId", Ids.stable("" + shop.id(), "import", call.toString()).toString());
        if (at == null) call.put("timestamp", otherwise.toString());
        call.put("history", true);
        calls.add(call);
    }

    static ObjectNode call(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static void put(ObjectNode object, String name, @Nullable String value) {
        if (value != null) object.put(name, value);
    }
}
