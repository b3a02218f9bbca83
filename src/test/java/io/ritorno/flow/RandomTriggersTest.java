package io.ritorno.flow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.WithSpring;
import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.statistics.Statistics;
import org.springframework.beans.factory.annotation.Autowired;

/// Flows by every trigger, and arbitrary histories of a shop: the same runs and messages whether it
/// has one part or eight, whether its events come one by one or all at once, and whether a worker
/// moves one run in a turn or a thousand. No run is lost, none is parked, and nobody is written to
/// twice for one reason.
@AddLifecycleHook(WithSpring.class)
class RandomTriggersTest extends TriggerTest {
    @Autowired private FlowRuns flowRuns;
    @Autowired private FlowStore flowStore;
    @Autowired private List<LaneWork> works;

    /// What happens within a moment, and how long nothing does then.
    ///
    /// @param things of each the seed from which [Histories] makes it
    record Round(List<Long> things, int minutes) {}

    @Provide
    Arbitrary<List<Long>> flows() {
        return Arbitraries.longs().between(0, 10_000).list().ofMinSize(3).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Round>> history() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 10_000).list().ofMinSize(1).ofMaxSize(8),
                        Arbitraries.integers().between(0, 400))
                .as(Round::new)
                .list()
                .ofMinSize(6)
                .ofMaxSize(12);
    }

    private static final String CONSENT = ",'consent':{'email':true}";

    /// A shop to which the history is told in its own way.
    ///
    /// @param batch runs that its workers move in a turn
    /// @param rules of its flows, who may enter them again
    private record Told(
            Shop shop, boolean atOnce, int batch, List<Flow> flows, Map<UUID, Reentry> rules) {}

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void sameRunsHoweverTheyAreTold(
            @ForAll("flows") List<Long> seeds,
            @ForAll("history") List<Round> history,
            @ForAll boolean atOnceInOnePart) {
        var shops =
                List.of(
                        told(1, atOnceInOnePart, 1_000, seeds),
                        told(8, !atOnceInOnePart, 1, seeds));
        drain();
        var number = 0;
        var told = 0;
        for (var round : history) {
            var did = new ArrayList<Histories.Did>();
            var agreed = new HashSet<String>();
            for (var i = 0; i < round.things().size(); i++) {
                var one =
                        Histories.did(
                                new Random(round.things().get(i)),
                                // no two at one moment, also where no time passes between rounds
                                now().minusMillis(1000 - told++),
                                number + "-" + i);
                // of consents that are told together the last one counts, with its moment
                var consents = one.properties().contains(CONSENT);
                did.add(!consents || agreed.add(one.who()) ? one : one.without(CONSENT));
            }
            for (var shop : shops) tell(shop, did);
            moveTo(shops, now().plus(Duration.ofMinutes(round.minutes())));
            number++;
        }
        moveTo(shops, now().plus(Duration.ofDays(3)));

        assertThat(outcome(shops.getFirst())).isEqualTo(outcome(shops.getLast()));
        for (var shop : shops) {
            assertThat(failed(shop.shop())).isEmpty();
            assertThat(unsound(shop.shop())).isEmpty();
            assertThat(uninvited(shop)).isEmpty();
        }
        Statistics.label("begun").coverage(begun -> begun.check(true).count(times -> times > 0));
    }

    private Told told(int parts, boolean atOnce, int batch, List<Long> seeds) {
        var shop = newShop(parts);
        var made = new ArrayList<Flow>();
        for (var seed : seeds)
            made.add(
                    flows.create(
                            shop,
                            "F",
                            Definitions.json(Histories.definition(new Random(seed))),
                            true));
        var rules = new HashMap<UUID, Reentry>();
        for (var live : flowStore.live(shop, made))
            rules.put(live.flow().id(), live.definition().reentry());
        return new Told(shop, atOnce, batch, made, rules);
    }

    private void tell(Told told, List<Histories.Did> history) {
        var calling = new Calling(inbox, told.shop());
        for (var did : history) {
            var properties = did.properties().replace('\'', '"');
            if (did.event().isEmpty()) calling.identify(did.who(), did.at(), properties);
            else calling.track(did.who(), did.event(), did.at(), properties);
            if (told.atOnce()) continue;
            calling.send();
            work(List.of(told));
        }
        if (told.atOnce()) {
            calling.send();
            work(List.of(told));
        }
    }

    private void work(List<Told> shops) {
        for (var told : shops) if (told.batch() == 1) turns().take(told.shop(), 1);
        drain();
    }

    private void moveTo(List<Told> shops, Instant target) {
        work(shops);
        while (now().isBefore(target)) {
            clock.set(turns().nextDue(now()).filter(due -> due.isBefore(target)).orElse(target));
            work(shops);
        }
    }

    private Turns turns() {
        return new Turns(lanes, works, flowRuns, clock);
    }

    // ------------------------------------------------------------ what came of it

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
        if (told.batch() == 1) Statistics.label("begun").collect(!outcome.isEmpty());
        return outcome;
    }

    /// Runs that their flow's rule for who has been there before forbids. Nobody turns out to be
    /// somebody else here.
    private List<String> uninvited(Told told) {
        var uninvited = new ArrayList<String>();
        var been = new HashMap<String, List<Reentry.Before>>();
        db.sql(
                        """
                        select flow_id, profile_id, key, entered_at from flow_run
                        where part = any(?) and shop_id = ? order by entered_at
                        """)
                .params(told.shop().parts().all(), told.shop().id())
                .query(
                        row -> {
                            var flow = row.getObject("flow_id", UUID.class);
                            var key = row.getString("key");
                            var at = Times.instant(row, "entered_at");
                            var before =
                                    been.computeIfAbsent(
                                            flow + row.getString("profile_id"),
                                            _ -> new ArrayList<>());
                            if (!requireNonNull(told.rules().get(flow)).allows(key, at, before))
                                uninvited.add(flow + " " + key + " " + at + " after " + before);
                            before.add(new Reentry.Before(key, at));
                        });
        return uninvited;
    }

    private List<String> failed(Shop shop) {
        return db.sql("select reason from failed_event where part = any(?) and shop_id = ?")
                .params(shop.parts().all(), shop.id())
                .query(String.class)
                .list();
    }

    /// Runs that neither are over nor wait for a time to come, and those that have written more or
    /// less than they passed messages.
    private List<String> unsound(Shop shop) {
        return db.sql(
                        """
                        select concat_ws(' ', r.status, r.step, r.wake_at, r.context ->> 'sends') from flow_run r
                        where r.part = any(?) and r.shop_id = ?
                            and (r.status not in ('done', 'stopped')
                                    and not (r.status = 'running' and r.wake_at > ?)
                                or (select count(*) from message m where m.part = r.part
                                        and m.shop_id = r.shop_id and m.run_id = r.id)
                                    <> coalesce((select sum(s.value::int)
                                        from jsonb_each_text(r.context -> 'sends') s), 0))
                        """)
                .params(shop.parts().all(), shop.id(), Times.utc(now()))
                .query(String.class)
                .list();
    }
}
