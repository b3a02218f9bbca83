package io.ritorno.segment;

import io.ritorno.account.Shop;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.platform.Ids;
import java.time.Instant;
import tools.jackson.databind.node.JsonNodeFactory;

/// `Segment Entered` and `Segment Left`, with `{segment, name}`.
final class SegmentEvents {
    private SegmentEvents() {}

    static Event of(Shop shop, int part, Membership.Change change, boolean history, Instant now) {
        var name = change.entered() ? Names.SEGMENT_ENTERED : Names.SEGMENT_LEFT;
        var segment = change.segment();
        var properties = JsonNodeFactory.instance.objectNode();
        properties.put("segment", segment.id().toString());
        properties.put("name", segment.name());
        return new Event(
                Ids.stableAt(now, name, segment.id().toString(), change.profile().toString()),
                shop,
                part,
                change.profile(),
                Event.Call.TRACK,
                name,
                now,
                now,
                Event.OWN,
                history,
                properties);
    }
}
