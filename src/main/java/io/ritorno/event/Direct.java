package io.ritorno.event;

import io.ritorno.account.Shop;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Lets a request make something happen to a person and see it done when it is answered: what a
/// marketer changes on a customer's page takes the same road as everything else.
@Component
public class Direct {
    private final EventLane lane;
    private final Lanes lanes;
    private final InstantSource time;

    Direct(EventLane lane, Lanes lanes, InstantSource time) {
        this.lane = lane;
        this.lanes = lanes;
        this.time = time;
    }

    /// Applies one call of Segment's spec, with a `type`, as of now, in a transaction of its own.
    ///
    /// @throws IllegalArgumentException when it cannot be applied; nothing has changed then
    public void apply(Shop shop, UUID profile, ObjectNode call) {
        var now = time.instant();
        var node =
                call.deepCopy().put("profile", profile.toString()).put("timestamp", now.toString());
        var bytes = ("{\"batch\":[" + node + "]}").getBytes(StandardCharsets.UTF_8);
        var part = shop.parts().of(profile);
        lanes.inPart(
                Lane.EVENT,
                part,
                () -> {
                    lane.applyNow(part, shop, Calls.read(bytes, now), profile, now);
                    return true;
                });
        lanes.signal(Lane.EVENT);
    }
}
