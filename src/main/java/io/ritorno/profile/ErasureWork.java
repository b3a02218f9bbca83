package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Backlog;
import io.ritorno.event.FailedEvents;
import io.ritorno.platform.DatabaseTrouble;
import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Times;
import io.ritorno.profile.PersonalTables.Count;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Erases whom [Erasures] was asked to erase: each in one transaction that holds the lanes of her
/// part, so that it is done as a whole or not at all, whatever dies in between, and is then tried
/// again.
///
/// It waits until all that came in before somebody asked has been applied, and until what is being
/// handed over to her has been: that is counted, then forgotten. What comes of the past afterwards
/// is dropped by [Identities].
@Component
class ErasureWork implements LaneWork {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWork.class);

    private record Open(int shop, UUID id, UUID profile, Instant askedAt) {}

    private final JdbcTemplate db;
    private final Shops shops;
    private final Merges merges;
    private final Subjects subjects;
    private final PersonalTables tables;
    private final ErasedKeys keys;
    private final FailedEvents failed;
    private final Backlog backlog;
    private final ObjectProvider<PersonalStage> stages;
    private final Lanes lanes;
    private final JsonMapper json;
    private final TransactionTemplate savepoint;

    ErasureWork(
            JdbcTemplate db,
            Shops shops,
            Merges merges,
            Subjects subjects,
            PersonalTables tables,
            ErasedKeys keys,
            FailedEvents failed,
            Backlog backlog,
            ObjectProvider<PersonalStage> stages,
            Lanes lanes,
            JsonMapper json,
            PlatformTransactionManager transactions) {
        this.db = db;
        this.shops = shops;
        this.merges = merges;
        this.subjects = subjects;
        this.tables = tables;
        this.keys = keys;
        this.failed = failed;
        this.backlog = backlog;
        this.stages = stages;
        this.lanes = lanes;
        this.json = json;
        this.savepoint = new TransactionTemplate(transactions);
        this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public Lane lane() {
        return Lane.JOB;
    }

    @Override
    public List<Integer> ready(Instant now) {
        return db.queryForList(
                "select distinct part from erasure where erased_at is null", Integer.class);
    }

    @Override
    public int run(int part, Instant now) {
        var open =
                db.query(
                        """
                        select shop_id, id, profile_id, asked_at from erasure
                        where part = ? and erased_at is null order by asked_at, id limit 100
                        """,
                        (row, _) ->
                                new Open(
                                        row.getInt("shop_id"),
                                        row.getObject("id", UUID.class),
                                        row.getObject("profile_id", UUID.class),
                                        Times.instant(row, "asked_at")),
                        part);
        if (open.isEmpty()) return 0;
        return lanes.inPart(
                Lane.EVENT,
                part,
                () -> {
                    var done = 0;
                    for (var one : open) if (tried(part, one, now)) done++;
                    return done;
                });
    }

    /// One that fails does not stand in the way of the others. Trouble with the database itself is
    /// passed on, and all are tried again.
    private boolean tried(int part, Open open, Instant now) {
        var shop = shops.get(open.shop());
        try {
            return Boolean.TRUE.equals(savepoint.execute(_ -> erase(shop, part, open, now)));
        } catch (RuntimeException e) {
            if (DatabaseTrouble.in(e)) throw e;
            LOG.error("erasure {} of shop {} will be tried again", open.id(), shop.id(), e);
            return false;
        }
    }

    private boolean erase(Shop shop, int part, Open open, Instant now) {
        // she may have been merged since
        var profile =
                merges.winners(shop, List.of(open.profile()))
                        .getOrDefault(open.profile(), open.profile());
        var subject = subjects.load(shop, profile);
        var all = stages.orderedStream().toList();
        all.forEach(stage -> stage.leaving(shop, subject));
        for (var each : shop.parts().all())
            if (backlog.handledUntil(each, now).isBefore(open.askedAt())) return false;
        if (ownEventsWait(shop, subject)) return false;
        if (all.stream().anyMatch(stage -> stage.busy(shop, subject))) return false;

        var counts = new LinkedHashMap<String, Count>();
        for (var stage : all)
            stage.erase(shop, subject, open.id())
                    .forEach((kind, n) -> counts.merge(kind, new Count(n, 0), Count::plus));
        var events = failed.whose(shop, call -> subject.concerns(shop, call)).keySet();
        failed.forget(shop, events);
        if (!events.isEmpty()) counts.put("failed_event", new Count(events.size(), 0));
        forgetAtOthers(shop, subject);
        remember(shop, subject, open.id(), now);
        counts.putAll(tables.erase(shop, subject, open.id()));
        db.update(
                """
                update erasure set profile_id = null, erased_at = ?, counts = ?::jsonb, addresses = ?
                where part = ? and shop_id = ? and id = ?
                """,
                Times.utc(now),
                json.writeValueAsString(sorted(counts)),
                addresses(shop, subject),
                part,
                shop.id(),
                open.id());
        return true;
    }

    /// What we told ourselves about her, such as that a message was sent, has yet to be counted.
    private boolean ownEventsWait(Shop shop, Subject subject) {
        for (var id : subject.people()) {
            var waits =
                    db.queryForObject(
                            """
                            select exists (select 1 from inbox
                                where part = ? and shop_id = ? and source = 'ritorno'
                                    and position(? in payload) > 0)
                            """,
                            Boolean.class,
                            shop.parts().of(id),
                            shop.id(),
                            id.toString().getBytes(StandardCharsets.UTF_8));
            if (Boolean.TRUE.equals(waits)) return true;
        }
        return false;
    }

    /// A merge that was undone left what the one had told with the other.
    private void forgetAtOthers(Shop shop, Subject subject) {
        db.update(
                """
                update profile_trait w set
                    email = case when w.email = l.email then null else w.email end,
                    phone = case when w.phone = l.phone then null else w.phone end,
                    external_id = case when w.external_id = l.external_id then null
                        else w.external_id end,
                    first_name = case when w.first_name = l.first_name then null
                        else w.first_name end,
                    last_name = case when w.last_name = l.last_name then null else w.last_name end,
                    attributes = w.attributes - array(
                        select a.key from jsonb_each(l.attributes) a
                        where w.attributes -> a.key = a.value)
                from merge m, profile_trait l
                where m.part = any(?) and m.shop_id = ? and m.loser = any(?)
                    and m.undone_at is not null
                    and l.part = any(?) and l.shop_id = ? and l.profile_id = m.loser
                    and w.part = any(?) and w.shop_id = ? and w.profile_id = m.winner
                """,
                shop.parts().all(),
                shop.id(),
                subject.people(),
                shop.parts().all(),
                shop.id(),
                shop.parts().all(),
                shop.id());
    }

    /// By which late news of her is known again. The id that stands for nobody is among them: a
    /// click on an old mail is no more of hers.
    private void remember(Shop shop, Subject subject, UUID nobody, Instant now) {
        var known = new ArrayList<>(subject.identities());
        for (var id : subject.people()) known.add(ErasedKeys.profile(id));
        known.add(ErasedKeys.profile(nobody));
        keys.add(shop, known, nobody, now);
    }

    private String[] addresses(Shop shop, Subject subject) {
        var texts = new ArrayList<String>();
        for (var email : subject.emails()) texts.add(keys.text(shop, IdentityKey.EMAIL, email));
        for (var phone : subject.phones()) texts.add(keys.text(shop, IdentityKey.PHONE, phone));
        texts.sort(null);
        return texts.toArray(String[]::new);
    }

    private static Map<String, Count> sorted(Map<String, Count> counts) {
        return new TreeMap<>(counts);
    }
}
