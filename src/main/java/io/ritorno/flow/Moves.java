package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Lets people go on in another flow, with what their run is about. That flow decides on them as on
/// everyone who comes to it.
@Component
class Moves {
    /// Flows that a person may be moved through in a row. No sound shop comes near it; what is
    /// known to turn in a circle does not go live, see [MoveCircles].
    static final int MOST = 100;

    private final FlowStore flows;
    private final Entries entries;

    Moves(FlowStore flows, Entries entries) {
        this.flows = flows;
        this.entries = entries;
    }

    /// The answer when there is no such flow, or none that can be read.
    static final String GONE = "gone";

    /// A run that shall go on in another flow.
    record Wanted(Run run, UUID to) {
        int moves() {
            return run.context().path("moves").asInt(0);
        }
    }

    /// Call inside a transaction that holds the part's event lane.
    ///
    /// @param quietly without a word of it in the other flows' decisions and numbers
    /// @return of each run, why she did not enter the other flow; empty when she did
    Map<UUID, String> move(int part, Shop shop, List<Wanted> wanted, Instant now, boolean quietly) {
        var ids = new HashSet<UUID>();
        for (var each : wanted) ids.add(each.to());
        var live = new HashMap<UUID, Live>();
        for (var one : flows.live(shop, List.copyOf(flows.load(shop.id(), ids).values())))
            live.put(one.flow().id(), one);
        var answers = new HashMap<UUID, String>();
        var coming = new ArrayList<Entry>();
        var runOf = new HashMap<UUID, UUID>();
        for (var each : wanted) {
            var to = Optional.ofNullable(live.get(each.to()));
            // refused unless said otherwise below
            answers.put(each.run().id(), to.isEmpty() ? GONE : "re-entry");
            to.map(flow -> entry(flow, each, now))
                    .ifPresent(
                            entry -> {
                                runOf.put(entry.by(), each.run().id());
                                coming.add(entry);
                            });
        }
        var results =
                quietly
                        ? entries.let(part, shop, now, coming).results()
                        : entries.enter(part, shop, now, coming);
        for (var result : results) {
            var run = runOf.get(result.entry().by());
            if (run != null) answers.put(run, result.refused());
        }
        return answers;
    }

    /// What lets her into the other flow.
    static UUID by(Run run) {
        return by(run.id(), run.step(), run.enteredStepAt());
    }

    /// @param step at which her run was when it led her on
    static UUID by(UUID run, String step, Instant enteredStepAt) {
        return Ids.stable("moved", run.toString(), step, enteredStepAt.toString());
    }

    static Entry entry(Live to, Wanted wanted, Instant now) {
        var run = wanted.run();
        var event =
                run.context().path("event") instanceof ObjectNode properties
                        ? properties
                        : JsonNodeFactory.instance.objectNode();
        var coupon = run.context().path("coupon") instanceof ObjectNode given ? given : null;
        return new Entry(
                to,
                run.profile(),
                run.key(),
                run.cart(),
                now,
                by(run),
                "moved",
                event,
                "moved",
                new Entry.Carried(coupon, wanted.moves() + 1));
    }
}
