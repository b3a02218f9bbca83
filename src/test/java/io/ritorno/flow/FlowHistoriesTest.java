package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random flows and random histories: the same runs and messages whether a shop has one part or
/// eight, and whether its events come one by one or all at once.
class FlowHistoriesTest extends TriggerTest {
    private static final int FLOWS = 8;
    private static final int ROUNDS = 25;

    /// A shop to which the history is told in its own way.
    private record Told(Shop shop, boolean atOnce, List<Flow> flows) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void sameRunsHoweverTheyAreTold(long seed) {
        var random = new Random(seed);
        var definitions = new ArrayList<String>();
        for (var i = 0; i < FLOWS; i++) definitions.add(Histories.definition(random));
        var all = new ArrayList<Told>();
        for (var parts : new int[] {1, 8})
            for (var atOnce : new boolean[] {false, true}) {
                var shop = newShop(parts);
                var made = new ArrayList<Flow>();
                for (var definition : definitions)
                    made.add(flows.create(shop, "F", Definitions.json(definition), true));
                all.add(new Told(shop, atOnce, made));
            }
        drain();
        for (var round = 0; round < ROUNDS; round++) {
            var history = Histories.history(random, round, now());
            for (var told : all) tell(told, history);
            advance(Duration.ofMinutes(random.nextInt(400)));
        }
        advance(Duration.ofDays(3));

        var first = outcome(all.getFirst());
        assertThat(first).as("seed %s starts nothing", seed).isNotEmpty();
        for (var told : all)
            assertThat(outcome(told))
                    .as(
                            "seed %s, %s parts, at once %s",
                            seed, told.shop().parts().count(), told.atOnce())
                    .isEqualTo(first);
        for (var told : all)
            assertThat(
                            db.sql(
                                            """
                                            select reason from failed_event
                                            where part = any(?) and shop_id = ?
                                            """)
                                    .params(told.shop().parts().all(), told.shop().id())
                                    .query(String.class)
                                    .list())
                    .isEmpty();
    }

    private void tell(Told told, List<Histories.Did> history) {
        var calling = new Calling(inbox, told.shop());
        for (var did : history) {
            var properties = did.properties().replace('\'', '"');
            if (did.event().isEmpty()) calling.identify(did.who(), did.at(), properties);
            else calling.track(did.who(), did.event(), did.at(), properties);
            if (told.atOnce()) continue;
            calling.send();
            drain();
        }
        if (told.atOnce()) {
            calling.send();
            drain();
        }
    }

    /// Who ran through what, and how it ended. Ids of carts and events are each shop's own.
    private List<String> outcome(Told told) {
        var outcome = new ArrayList<String>();
        for (var i = 0; i < told.flows().size(); i++)
            for (var run :
                    db.sql(
                                    """
                                    select concat_ws(' ', t.email, r.status, r.step, r.reason,
                                        regexp_replace(r.key, '[0-9a-f]{8}-[0-9a-f-]{27}', 'id'), r.entered_at,
                                        (select count(*) from message m where m.part = r.part
                                            and m.shop_id = r.shop_id and m.run_id = r.id))
                                    from flow_run r join profile_trait t on t.part = r.part
                                        and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                                    where r.part = any(?) and r.shop_id = ? and r.flow_id = ?
                                    """)
                            .params(
                                    told.shop().parts().all(),
                                    told.shop().id(),
                                    told.flows().get(i).id())
                            .query(String.class)
                            .list()) outcome.add(i + " " + run);
        outcome.sort(String::compareTo);
        return outcome;
    }
}
