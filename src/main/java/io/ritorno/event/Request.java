package io.ritorno.event;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A body sent to `/v1`, looked through but not yet taken apart: which of its calls are good, and
/// where each of them stands in the bytes.
///
/// @param sentAt the sender's clock when it sent this
/// @param context what surrounds all the calls, as it stands in the body; or null
/// @param items the good calls
record Request(
        byte[] body,
        @Nullable String writeKey,
        @Nullable Instant sentAt,
        @Nullable Slice context,
        List<Item> items,
        List<Rejection> rejected) {

    /// Bytes of the body.
    record Slice(int from, int to) {}

    /// A good call, and what it says about whose it is.
    ///
    /// @param named whether the sender gave it an id or a time, so that a repeat can be known
    record Item(
            Slice slice,
            boolean named,
            @Nullable String userId,
            @Nullable String email,
            @Nullable String anonymousId,
            @Nullable String order) {}

    /// A call that was refused while the rest of its batch was taken.
    record Rejection(int index, String reason) {}

    private static final byte[] BATCH = ascii("\"batch\":[");
    private static final byte[] END = ascii("]}");

    /// The rows that keep the good calls: one, or in a shop of several parts one a part.
    ///
    /// @param type of calls that do not say it themselves
    List<Inbox.Row> rows(Shop shop, String source, @Nullable String type, Instant now) {
        if (items.isEmpty()) return List.of();
        var byPart = new LinkedHashMap<Integer, List<Item>>();
        if (shop.parts().count() == 1) {
            byPart.put(shop.home(), items);
        } else {
            for (var item : items) {
                var part = Calls.part(shop, item.userId, item.email, item.anonymousId, item.order);
                byPart.computeIfAbsent(part, _ -> new ArrayList<>()).add(item);
            }
        }
        var rows = new ArrayList<Inbox.Row>(byPart.size());
        byPart.forEach(
                (part, list) ->
                        rows.add(
                                new Inbox.Row(
                                        part,
                                        shop.id(),
                                        source,
                                        list.size(),
                                        payload(list, type, now))));
        return rows;
    }

    private byte[] payload(List<Item> list, @Nullable String type, Instant now) {
        var size = 128 + (context == null ? 0 : context.to - context.from);
        for (var item : list) size += item.slice.to - item.slice.from + (item.named ? 1 : 60);
        var out = new Bytes(size);
        out.add('{');
        if (sentAt != null) out.add(ascii("\"sentAt\":\"" + sentAt + "\","));
        if (type != null) out.add(ascii("\"type\":\"" + type + "\","));
        if (context != null) {
            out.add(ascii("\"context\":"));
            out.add(body, context.from, context.to);
            out.add(',');
        }
        out.add(BATCH);
        for (var i = 0; i < list.size(); i++) {
            var item = list.get(i);
            if (i > 0) out.add(',');
            var from = item.slice.from;
            if (!item.named) {
                out.add(ascii("{\"messageId\":\"" + Ids.next(now) + "\","));
                from++;
            }
            out.add(body, from, item.slice.to);
        }
        out.add(END);
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes(int size) {
            super(size);
        }

        void add(char c) {
            write(c);
        }

        void add(byte[] bytes) {
            write(bytes, 0, bytes.length);
        }

        void add(byte[] bytes, int from, int to) {
            write(bytes, from, to - from);
        }
    }
}
