package io.ritorno.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.account.Shop;
import io.ritorno.event.Calling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Random flows go through random histories live, and are then tried on the same period: the same
/// people enter at the same time, come to the same steps and get the same messages, also where they
/// go on in another flow. Each flow has one trigger of the list; all are there but the one by hand.
class DryRunHistoriesTest extends TriggerTest {
    private static final int ROUNDS = 25;

    /// Of which the log says when it came to be so; what orders count for is known as of today
    /// only.
    private static final String ORDERED =
            "{'type':'event','event':'Order Completed','count':{'op':'>=','value':2}}";

    private static final List<String> OF_PRODUCTS =
            List.of(
                    "{'type':'back-in-stock'}",
                    "{'type':'back-in-stock','for':['wished'],'lastDays':1}",
                    "{'type':'price-drop','percent':10}",
                    "{'type':'price-drop','for':['cart'],'lastDays':2,'percent':1}");

    /// One that people come into by what they do and leave as time goes by.
    private static final String SEGMENT =
            """
            {"name": "Busy", "condition": {"type": "event", "event": "Product Viewed",
              "count": {"op": ">=", "value": 2}, "period": {"lastHours": 9}}}
            """;

    @Autowired private DryRuns dryRuns;
    @Autowired private FlowNumbers numbers;

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 8", "2, 1", "3, 8", "4, 1"})
    void sameAsLive(long seed, int parts) {
        var random = new Random(seed);
        var shop = newShop(parts);
        var made = new ArrayList<Flow>();
        var into = new HashMap<UUID, Flow>();
        var leads = new Random(-seed);
        for (var trigger : triggers(shop)) {
            var definition = Histories.definition(random, trigger, ORDERED);
            var other = leads.nextBoolean() ? other(shop, leads, trigger) : null;
            if (other != null) definition = Histories.leading(definition, other.id().toString());
            var flow = flows.create(shop, trigger, Definitions.json(definition), true);
            made.add(flow);
            if (other != null) into.put(flow.id(), other);
        }
        drain();
        for (var round = 0; round < ROUNDS; round++) {
            var history = Histories.goods(random, now());
            history.addAll(Histories.history(random, round, now()));
            for (var did : history) {
                var calling = new Calling(inbox, shop);
                var properties = did.properties().replace('\'', '"');
                if (did.event().isEmpty()) calling.identify(did.who(), did.at(), properties);
                else calling.track(did.who(), did.event(), did.at(), properties);
                calling.send();
                drain();
            }
            advance(Duration.ofMinutes(random.nextInt(400)));
        }
        advance(Duration.ofDays(2));

        var soft = new SoftAssertions();
        var entered = 0L;
        var moved = 0L;
        var nobody = new ArrayList<String>();
        for (var flow : made) {
            var run = dryRuns.start(shop, flow.id(), 30, 100);
            drain();
            var came = dryRuns.get(shop, flow.id(), run.id());
            assertThat(came.status())
                    .as("%s: %s", flow.name(), came.reason())
                    .isEqualTo(DryRun.Status.DONE);
            var result = DryResult.of(shop, came);
            soft.assertThat(stories(shop, run))
                    .as("seed %s, %s", seed, flow.name())
                    .containsExactlyInAnyOrderElementsOf(runs(shop, flow));
            soft.assertThat(steps(result))
                    .as(flow.name())
                    .isEqualTo(steps(numbers.allTime(shop, flow.id())));
            var other = into.get(flow.id());
            if (other != null) {
                soft.assertThat(wentOn(shop, run))
                        .as("seed %s, %s, moved", seed, flow.name())
                        .containsExactlyInAnyOrderElementsOf(runsAfter(shop, other));
                soft.assertThat(
                                result.others().stream()
                                        .map(each -> steps(each.steps()))
                                        .filter(steps -> !steps.isEmpty())
                                        .toList())
                        .as("%s, moved", flow.name())
                        .isEqualTo(
                                Stream.of(steps(numbers.allTime(shop, other.id())))
                                        .filter(steps -> !steps.isEmpty())
                                        .toList());
                moved += result.others().stream().mapToLong(DryResult.Other::entered).sum();
            }
            entered += result.entered();
            if (result.entered() == 0) nobody.add(flow.name());
        }
        soft.assertAll();
        assertThat(entered).isGreaterThan(100);
        assertThat(moved).isGreaterThan(20);
        // what nobody enters compares nothing
        assertThat(nobody).hasSizeLessThan(4).noneMatch(name -> name.contains("segment"));
    }

    /// A flow to which another one moves people, and nobody else comes.
    private Flow other(Shop shop, Random random, String name) {
        var definition =
                Definitions.json(Histories.definition(random, "{'type':'manual'}", ORDERED));
        if (random.nextInt(3) == 0)
            definition.set("audience", Definitions.json("{'type':'not','of':" + ORDERED + "}"));
        return flows.create(shop, "after " + name, definition, true);
    }

    private List<String> triggers(Shop shop) {
        var segment = api(shop).post("segments", SEGMENT).expect(201).json().path("id").asString();
        drain();
        var triggers = new ArrayList<>(Histories.TRIGGERS);
        triggers.addAll(OF_PRODUCTS);
        triggers.add("{'type':'segment-entered','segment':'" + segment + "'}");
        triggers.add("{'type':'segment-left','segment':'" + segment + "'}");
        return triggers;
    }

    /// When who entered, what became of her and how many messages went out: live.
    private List<String> runs(Shop shop, Flow flow) {
        return db.sql(
                        """
                        select concat_ws(' ', r.entered_at at time zone 'UTC', t.email, case r.status
                            when 'running' then 'waiting'
                            when 'done' then case r.reason when 'moved' then 'moved' else 'ended' end
                            else case r.reason when 'ordered' then 'ordered' else 'stopped' end end,
                            (select string_agg(m.sent_at at time zone 'UTC' || '', ',' order by m.sent_at)
                                from message m where m.part = r.part
                                and m.shop_id = r.shop_id and m.run_id = r.id and m.status = 'sent'))
                        from flow_run r join profile_trait t on t.part = r.part
                            and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                        where r.part = any(?) and r.shop_id = ? and r.flow_id = ?
                        order by 1
                        """)
                .params(shop.parts().all(), shop.id(), flow.id())
                .query(String.class)
                .list();
    }

    /// The same of a dry run.
    private List<String> stories(Shop shop, DryRun run) {
        return db.sql(
                        """
                        select concat_ws(' ', r.entered_at at time zone 'UTC', t.email, r.outcome,
                            (select string_agg((n ->> 'at')::timestamptz at time zone 'UTC' || '', ','
                                order by n ->> 'at')
                                from jsonb_array_elements(r.story) n where n ->> 'kind' = 'sent'
                                and n ->> 'flow' is null))
                        from flow_dry_person r join profile_trait t on t.part = r.part
                            and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                        where r.part = any(?) and r.shop_id = ? and r.run_id = ?
                        order by 1
                        """)
                .params(shop.parts().all(), shop.id(), run.id())
                .query(String.class)
                .list();
    }

    /// When who came to the other flow and what she got there: live.
    private List<String> runsAfter(Shop shop, Flow other) {
        return db.sql(
                        """
                        select concat_ws(' ', t.email, u.what, u.at at time zone 'UTC') from (
                            select part, profile_id, 'moved' as what, entered_at as at from flow_run
                            where part = any(?) and shop_id = ? and flow_id = ?
                            union all
                            select part, profile_id, 'sent', sent_at from message
                            where part = any(?) and shop_id = ? and flow_id = ? and status = 'sent'
                        ) u join profile_trait t on t.part = u.part and t.shop_id = ?
                            and t.profile_id = u.profile_id
                        """)
                .params(
                        shop.parts().all(),
                        shop.id(),
                        other.id(),
                        shop.parts().all(),
                        shop.id(),
                        other.id(),
                        shop.id())
                .query(String.class)
                .list();
    }

    /// The same of a dry run.
    private List<String> wentOn(Shop shop, DryRun run) {
        return db.sql(
                        """
                        select concat_ws(' ', t.email, n ->> 'kind',
                            (n ->> 'at')::timestamptz at time zone 'UTC')
                        from flow_dry_person r join profile_trait t on t.part = r.part
                            and t.shop_id = r.shop_id and t.profile_id = r.profile_id
                        cross join jsonb_array_elements(r.story) n
                        where r.part = any(?) and r.shop_id = ? and r.run_id = ?
                            and (n ->> 'kind' = 'moved'
                                or n ->> 'kind' = 'sent' and n ->> 'flow' is not null)
                        """)
                .params(shop.parts().all(), shop.id(), run.id())
                .query(String.class)
                .list();
    }

    private static Map<String, String> steps(DryResult result) {
        return steps(result.steps());
    }

    private static Map<String, String> steps(Map<String, DryResult.OfStep> all) {
        var steps = new TreeMap<String, String>();
        all.forEach((id, n) -> steps.put(id, step(n.entered(), n.waiting(), n.sent())));
        return steps;
    }

    private static Map<String, String> steps(FlowNumbers.OfFlow live) {
        var steps = new TreeMap<String, String>();
        live.steps().forEach((id, n) -> steps.put(id, step(n.entered(), n.waiting(), n.sent())));
        return steps;
    }

    private static String step(long came, long there, long sent) {
        return came + " came, " + there + " are there, " + sent + " sent";
    }
}
