package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lane;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Contact;
import io.ritorno.segment.Segments;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts people into a live flow because somebody says so. The flow's re-entry and audience are
/// asked as for everyone. The same call again, with the same key, lets nobody in twice.
@Component
class ManualEntries {
    /// People who may be named in one call; a segment may hold any number.
    static final int MOST = 1_000;

    private static final int BATCH = 500;
    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_CONTEXT = 16_000;

    private final JdbcClient db;
    private final Flows flows;
    private final FlowStore store;
    private final Entries entries;
    private final Segments segments;
    private final Lanes lanes;
    private final InstantSource time;

    ManualEntries(
            JdbcClient db,
            Flows flows,
            FlowStore store,
            Entries entries,
            Segments segments,
            Lanes lanes,
            InstantSource time) {
        this.db = db;
        this.flows = flows;
        this.store = store;
        this.entries = entries;
        this.segments = segments;
        this.lanes = lanes;
        this.time = time;
    }

    /// Who shall enter: one of `profiles`, `emails` and `segment`.
    ///
    /// @param key what the runs are about; left out: this call
    /// @param context what messages may say, as of an event
    record Request(
            @Nullable List<UUID> profiles,
            @Nullable List<String> emails,
            @Nullable UUID segment,
            @Nullable String key,
            @Nullable ObjectNode context) {}

    /// Who did not enter, by what the caller named, and why: `unknown`, `re-entry`, `audience`.
    record Refused(@Nullable UUID profile, @Nullable String email, String reason) {}

    /// @param refused the first [#MOST] of them
    record Answer(int entered, int refusedTotal, List<Refused> refused) {}

    /// @throws Problem 404 for no such flow or segment, 409 for a flow that is not live, 400
    Answer enter(Shop shop, UUID id, Request request) {
        var flow = flows.get(shop, id);
        if (flow.status() != Flow.Status.LIVE) throw Problem.conflict("flow-not-live");
        check(request);
        var now = time.instant();
        var key = request.key() == null ? "call " + Ids.next(now) : request.key().strip();
        var context =
                request.context() == null
                        ? JsonNodeFactory.instance.objectNode()
                        : request.context();
        var call = new Call(shop, flow.id(), key, context);
        var told = new Told();
        if (request.segment() != null) {
            if (segments.find(shop, request.segment()).isEmpty()) throw Problem.notFound("segment");
            ofSegment(call, request.segment(), told);
        } else if (request.emails() != null) byEmail(call, request.emails(), told);
        else if (request.profiles() != null) byId(call, request.profiles(), told);
        lanes.signal(Lane.EVENT);
        return new Answer(told.entered, told.refusedTotal, told.refused);
    }

    private record Call(Shop shop, UUID flow, String key, ObjectNode context) {}

    private static final class Told {
        int entered;
        int refusedTotal;
        final List<Refused> refused = new ArrayList<>();

        void refuse(Refused one) {
            refusedTotal++;
            if (refused.size() < MOST) refused.add(one);
        }
    }

    private static void check(Request request) {
        var ways = 0;
        if (request.profiles() != null) ways++;
        if (request.emails() != null) ways++;
        if (request.segment() != null) ways++;
        if (ways != 1)
            throw Problem.invalid("profiles", "one-of-three", "profiles, emails, segment");
        if (request.profiles() != null && request.profiles().size() > MOST)
            throw Problem.invalid("profiles", "too-many", MOST);
        if (request.emails() != null && request.emails().size() > MOST)
            throw Problem.invalid("emails", "too-many", MOST);
        var key = request.key();
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY || key.indexOf(0) >= 0))
            throw Problem.invalid("key", "not-text", LONGEST_KEY);
        var context = request.context();
        if (context != null && context.toString().length() > LONGEST_CONTEXT)
            throw Problem.invalid("context", "too-long", LONGEST_CONTEXT);
        if (context != null && context.toString().contains("\\u0000"))
            throw Problem.invalid("context", "not-text", LONGEST_CONTEXT);
    }

    private void byEmail(Call call, List<String> emails, Told told) {
        var plain = new LinkedHashMap<String, String>();
        for (var email : emails)
            Contact.email(email)
                    .ifPresentOrElse(
                            known -> plain.putIfAbsent(known, email),
                            () -> told.refuse(new Refused(null, email, "unknown")));
        var found = new HashMap<String, UUID>();
        db.sql(
                        """
                        select value, profile_id from identity
                        where part = any(?) and shop_id = ? and kind = 'email' and value = any(?)
                        """)
                .params(
                        call.shop().parts().all(),
                        call.shop().id(),
                        plain.keySet().toArray(String[]::new))
                .query(
                        row -> {
                            found.put(
                                    row.getString("value"),
                                    row.getObject("profile_id", UUID.class));
                        });
        var named = new LinkedHashMap<UUID, Refused>();
        plain.forEach(
                (value, email) -> {
                    var profile = found.get(value);
                    if (profile == null) told.refuse(new Refused(null, email, "unknown"));
                    else named.putIfAbsent(profile, new Refused(profile, email, ""));
                });
        all(call, named, told);
    }

    private void byId(Call call, List<UUID> profiles, Told told) {
        var now = new LinkedHashMap<UUID, UUID>();
        for (var profile : profiles) now.put(profile, profile);
        // who was merged into another is that one now; each round goes one merge further
        for (var open = Set.copyOf(now.values()); !open.isEmpty(); ) {
            var into = merged(call.shop(), open);
            now.replaceAll((_, profile) -> into.getOrDefault(profile, profile));
            open = Set.copyOf(into.values());
        }
        var there = existing(call.shop(), now.values());
        var named = new LinkedHashMap<UUID, Refused>();
        now.forEach(
                (asked, profile) -> {
                    if (!there.contains(profile)) told.refuse(new Refused(asked, null, "unknown"));
                    else named.putIfAbsent(profile, new Refused(asked, null, ""));
                });
        all(call, named, told);
    }

    private Map<UUID, UUID> merged(Shop shop, Set<UUID> profiles) {
        var into = new HashMap<UUID, UUID>();
        db.sql(
                        """
                        select id, merged_into from profile
                        where part = any(?) and shop_id = ? and id = any(?) and merged_into is not null
                        """)
                .params(shop.parts().all(), shop.id(), profiles.toArray(UUID[]::new))
                .query(
                        row -> {
                            into.put(
                                    row.getObject("id", UUID.class),
                                    row.getObject("merged_into", UUID.class));
                        });
        return into;
    }

    private Set<UUID> existing(Shop shop, Iterable<UUID> profiles) {
        var ids = new ArrayList<UUID>();
        profiles.forEach(ids::add);
        return new LinkedHashSet<>(
                db.sql(
                                """
                                select id from profile
                                where part = any(?) and shop_id = ? and id = any(?)
                                """)
                        .params(shop.parts().all(), shop.id(), ids.toArray(UUID[]::new))
                        .query(UUID.class)
                        .list());
    }

    private void ofSegment(Call call, UUID segment, Told told) {
        for (var part : call.shop().parts().all()) {
            var after = new UUID(0, 0);
            while (true) {
                var members =
                        db.sql(
                                        """
                                        select profile_id from membership
                                        where part = ? and shop_id = ? and segment_id = ? and member
                                            and profile_id > ?
                                        order by profile_id limit ?
                                        """)
                                .params(part, call.shop().id(), segment, after, BATCH)
                                .query(UUID.class)
                                .list();
                if (members.isEmpty()) break;
                var named = new LinkedHashMap<UUID, Refused>();
                for (var profile : members) named.put(profile, new Refused(profile, null, ""));
                all(call, named, told);
                after = members.getLast();
            }
        }
    }

    /// @param named how the caller knows each of them
    private void all(Call call, Map<UUID, Refused> named, Told told) {
        var byPart = new LinkedHashMap<Integer, List<UUID>>();
        for (var profile : named.keySet())
            byPart.computeIfAbsent(call.shop().parts().of(profile), _ -> new ArrayList<>())
                    .add(profile);
        byPart.forEach(
                (part, profiles) -> {
                    for (var from = 0; from < profiles.size(); from += BATCH) {
                        var some = profiles.subList(from, Math.min(profiles.size(), from + BATCH));
                        var results = lanes.inPart(Lane.EVENT, part, () -> enter(call, part, some));
                        for (var result : results) {
                            var who = named.get(result.entry().profile());
                            if (result.refused().isEmpty()) told.entered++;
                            else if (who != null)
                                told.refuse(
                                        new Refused(who.profile(), who.email(), result.refused()));
                        }
                    }
                });
    }

    /// The flow is read again, so that a pause in between holds.
    private List<Entries.Result> enter(Call call, int part, List<UUID> profiles) {
        var now = time.instant();
        var flow = flows.get(call.shop(), call.flow());
        var live = store.live(call.shop(), List.of(flow));
        if (live.isEmpty()) throw Problem.conflict("flow-unreadable");
        var by = Ids.stable("manual", call.flow().toString(), call.key());
        var coming =
                profiles.stream()
                        .map(
                                profile ->
                                        new Entry(
                                                live.getFirst(),
                                                profile,
                                                call.key(),
                                                null,
                                                now,
                                                by,
                                                "manual",
                                                call.context(),
                                                "manual"))
                        .toList();
        return entries.enter(part, call.shop(), now, coming);
    }
}
