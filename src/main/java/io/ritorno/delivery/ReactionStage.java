package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Machine.Visit;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Keeps what people and machines did with messages: when each was first opened and clicked, and a
/// touch for each time, from which orders are credited. Clicks that came too fast for a person are
/// taken for a machine's, those before them included.
@Component
class ReactionStage implements EventStage {
    /// Clicks that can belong to one burst.
    private static final Duration BACK = Duration.ofSeconds(15);

    private record Reaction(
            UUID event,
            UUID message,
            UUID profile,
            Instant at,
            boolean click,
            boolean machine,
            int link,
            int links) {
        Reaction byMachine() {
            return new Reaction(event, message, profile, at, click, true, link, links);
        }
    }

    private record About(
            UUID id,
            Instant at,
            String channel,
            @Nullable UUID flow,
            @Nullable String step,
            @Nullable Instant sentAt) {}

    private final JdbcTemplate db;

    ReactionStage(JdbcTemplate db) {
        this.db = db;
    }

    @Override
    public int order() {
        return ATTRIBUTION - 2;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop().forEach((shop, events) -> apply(batch.part(), shop, events));
    }

    private void apply(int part, Shop shop, List<Event> events) {
        var reactions = new ArrayList<Reaction>();
        for (var event : events) {
            // only what our own links tell: a shop's events cannot credit orders to messages
            if (!event.source().equals(Event.OWN)) continue;
            if (!event.is(Names.MESSAGE_OPENED) && !event.is(Names.MESSAGE_CLICKED)) continue;
            var message = id(event.text("message"));
            if (message == null) continue;
            var properties = event.properties();
            reactions.add(
                    new Reaction(
                            event.id(),
                            message,
                            event.profile(),
                            event.at(),
                            event.is(Names.MESSAGE_CLICKED),
                            properties.path("machine").asBoolean(false),
                            properties.path("link").asInt(0),
                            properties.path("links").asInt(0)));
        }
        if (reactions.isEmpty()) return;
        var about = about(part, shop, reactions);
        reactions.removeIf(reaction -> !about.containsKey(reaction.message()));
        var scanned = scanned(part, shop, reactions, about);
        var judged =
                reactions.stream()
                        .map(r -> r.click() && scanned.contains(r.message()) ? r.byMachine() : r)
                        .toList();
        takeBack(part, shop, judged, scanned, about);
        touches(part, shop, judged, about);
        firsts(part, shop, judged, about);
    }

    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private Map<UUID, About> about(int part, Shop shop, List<Reaction> reactions) {
        var found = new HashMap<UUID, About>();
        var ids = reactions.stream().map(Reaction::message).distinct().toList();
        Columns.of(ids)
                .uuids(id -> id)
                .instants(Ids::time)
                .query(
                        db,
                        """
                        select m.id, m.at, m.channel, m.flow_id, m.step, m.sent_at
                        from unnest(?, ?) r (id, at)
                        join message m on m.id = r.id and m.at = r.at
                        where m.part = ? and m.shop_id = ?
                        """,
                        row ->
                                found.put(
                                        row.getObject("id", UUID.class),
                                        new About(
                                                row.getObject("id", UUID.class),
                                                Times.instant(row, "at"),
                                                row.getString("channel"),
                                                row.getObject("flow_id", UUID.class),
                                                row.getString("step"),
                                                Times.instantOrNull(row, "sent_at"))),
                        List.of(),
                        List.of(part, shop.id()));
        return found;
    }

    /// Messages whose links a scanner is following: judged with the clicks of the log.
    private Set<UUID> scanned(
            int part, Shop shop, List<Reaction> reactions, Map<UUID, About> about) {
        var visits = new LinkedHashMap<UUID, List<Visit>>();
        var links = new HashMap<UUID, Integer>();
        var clicks = reactions.stream().filter(Reaction::click).toList();
        if (clicks.isEmpty()) return Set.of();
        for (var click : clicks) {
            visits.computeIfAbsent(click.message(), _ -> new ArrayList<>())
                    .add(new Visit(click.link(), click.at()));
            links.merge(click.message(), click.links(), Math::max);
        }
        Columns.of(clicks)
                .uuids(Reaction::profile)
                .instants(r -> r.at().minus(BACK))
                .instants(Reaction::at)
                .texts(Reaction::message)
                .query(
                        db,
                        """
                        select distinct e.id, e.at, r.message, e.properties ->> 'link' as link
                        from unnest(?, ?, ?, ?) r (profile, since, until, message)
                        join event e on e.profile_id = r.profile
                            and e.at between r.since and r.until
                            and e.properties ->> 'message' = r.message
                        where e.part = ? and e.shop_id = ? and e.name = ?
                        """,
                        row ->
                                visits.computeIfAbsent(
                                                UUID.fromString(row.getString("message")),
                                                _ -> new ArrayList<>())
                                        .add(
                                                new Visit(
                                                        row.getInt("link"),
                                                        Times.instant(row, "at"))),
                        List.of(),
                        List.of(part, shop.id(), Names.MESSAGE_CLICKED));
        var scanned = new HashSet<UUID>();
        visits.forEach(
                (message, list) -> {
                    var of = about.get(message);
                    if (of != null
                            && Machine.burst(list, links.getOrDefault(message, 0), of.sentAt()))
                        scanned.add(message);
                });
        return scanned;
    }

    /// The first clicks of a burst looked like a person's when they came.
    private void takeBack(
            int part,
            Shop shop,
            List<Reaction> reactions,
            Set<UUID> scanned,
            Map<UUID, About> about) {
        var rows =
                reactions.stream().filter(r -> r.click() && scanned.contains(r.message())).toList();
        if (rows.isEmpty()) return;
        Columns.of(rows)
                .uuids(Reaction::profile)
                .uuids(Reaction::message)
                .instants(r -> r.at().minus(BACK))
                .update(
                        db,
                        """
                        update touch t set machine = true
                        from unnest(?, ?, ?) r (profile, message, since)
                        where t.part = ? and t.shop_id = ? and t.profile_id = r.profile
                            and t.message_id = r.message and t.at >= r.since and t.kind = 'click'
                        """,
                        List.of(),
                        List.of(part, shop.id()));
        Columns.of(rows)
                .uuids(Reaction::message)
                .instants(r -> at(about, r))
                .instants(r -> r.at().minus(BACK))
                .update(
                        db,
                        """
                        update message m set machine_clicked_at = least(machine_clicked_at, clicked_at),
                            clicked_at = null
                        from unnest(?, ?, ?) r (message, at, since)
                        where m.part = ? and m.shop_id = ? and m.id = r.message and m.at = r.at
                            and m.clicked_at >= r.since
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    private static Instant at(Map<UUID, About> about, Reaction reaction) {
        var of = about.get(reaction.message());
        return of == null ? reaction.at() : of.at();
    }

    private void touches(int part, Shop shop, List<Reaction> reactions, Map<UUID, About> about) {
        Columns.of(reactions)
                .uuids(Reaction::profile)
                .instants(Reaction::at)
                .uuids(Reaction::event)
                .texts(r -> r.click() ? "click" : "open")
                .texts(r -> of(about, r).channel())
                .booleans(Reaction::machine)
                .uuids(Reaction::message)
                .uuids(r -> of(about, r).flow())
                .texts(r -> of(about, r).step())
                .update(
                        db,
                        """
                        insert into touch (part, shop_id, profile_id, at, id, kind, channel, machine,
                            message_id, flow_id, step)
                        select ?, ?, t.* from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) t
                        on conflict do nothing
                        """,
                        part,
                        shop.id());
    }

    private static About of(Map<UUID, About> about, Reaction reaction) {
        var of = about.get(reaction.message());
        if (of == null) throw new IllegalStateException("no message " + reaction.message());
        return of;
    }

    /// A click by a person is an opening too, also where pictures are not loaded.
    private void firsts(int part, Shop shop, List<Reaction> reactions, Map<UUID, About> about) {
        record First(
                UUID message,
                Instant at,
                @Nullable Instant opened,
                @Nullable Instant clicked,
                @Nullable Instant machineOpened,
                @Nullable Instant machineClicked) {}
        var byMessage = new LinkedHashMap<UUID, List<Reaction>>();
        for (var r : reactions)
            byMessage.computeIfAbsent(r.message(), _ -> new ArrayList<>()).add(r);
        var rows = new ArrayList<First>();
        byMessage.forEach(
                (message, list) ->
                        rows.add(
                                new First(
                                        message,
                                        at(about, list.getFirst()),
                                        first(list, r -> !r.machine()),
                                        first(list, r -> !r.machine() && r.click()),
                                        first(list, r -> r.machine() && !r.click()),
                                        first(list, r -> r.machine() && r.click()))));
        Columns.of(rows)
                .uuids(First::message)
                .instants(First::at)
                .instants(First::opened)
                .instants(First::clicked)
                .instants(First::machineOpened)
                .instants(First::machineClicked)
                .update(
                        db,
                        """
                        update message m set opened_at = least(m.opened_at, r.opened),
                            clicked_at = least(m.clicked_at, r.clicked),
                            machine_opened_at = least(m.machine_opened_at, r.machine_opened),
                            machine_clicked_at = least(m.machine_clicked_at, r.machine_clicked)
                        from unnest(?, ?, ?, ?, ?, ?)
                            r (id, at, opened, clicked, machine_opened, machine_clicked)
                        where m.part = ? and m.shop_id = ? and m.id = r.id and m.at = r.at
                        """,
                        List.of(),
                        List.of(part, shop.id()));
    }

    private static @Nullable Instant first(
            List<Reaction> reactions, java.util.function.Predicate<Reaction> which) {
        return reactions.stream()
                .filter(which)
                .map(Reaction::at)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
