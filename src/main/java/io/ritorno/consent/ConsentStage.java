package io.ritorno.consent;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.EventStage;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Unfit;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Keeps what people say about each channel. It arrives as the trait `consent` of an identify call
/// (`{"email": true, "sms": false}`, with `consentSource` and `consentText`) or as `Consent
/// Changed`; the later word counts by its own time. A change that came as a trait is told on as an
/// event.
@Component
class ConsentStage implements EventStage, MergeStage {
    private record Key(UUID profile, String channel) {}

    private record Word(
            Event event,
            UUID profile,
            String channel,
            String state,
            Instant at,
            String source,
            String shown) {
        Key key() {
            return new Key(profile, channel);
        }
    }

    private final JdbcTemplate db;
    private final ErasedAddresses erased;
    private final JsonMapper json;

    ConsentStage(JdbcTemplate db, ErasedAddresses erased, JsonMapper json) {
        this.db = db;
        this.erased = erased;
        this.json = json;
    }

    @Override
    public int order() {
        return TRAITS + 1;
    }

    @Override
    public void apply(Batch batch) {
        batch.byShop().forEach((shop, events) -> apply(batch, shop, events));
    }

    private void apply(Batch batch, Shop shop, List<Event> events) {
        var last = new LinkedHashMap<Key, Word>();
        for (var event : events)
            for (var word : words(event))
                last.merge(word.key(), word, (a, b) -> b.at().isBefore(a.at()) ? a : b);
        var changed =
                new HashSet<>(
                        Columns.of(List.copyOf(last.values()))
                                .uuids(Word::profile)
                                .texts(Word::channel)
                                .texts(Word::state)
                                .instants(Word::at)
                                .texts(Word::source)
                                .texts(Word::shown)
                                .query(
                                        db,
                                        """
                                        insert into consent as c (part, shop_id, profile_id, channel,
                                            state, at, source, shown)
                                        select ?, ?, n.* from unnest(?, ?, ?, ?, ?, ?) n
                                        on conflict (part, shop_id, profile_id, channel) do update set
                                            state = excluded.state, at = excluded.at,
                                            source = excluded.source, shown = excluded.shown
                                        where c.at <= excluded.at and c.state <> excluded.state
                                        returning profile_id, channel
                                        """,
                                        row ->
                                                new Key(
                                                        row.getObject(1, UUID.class),
                                                        row.getString(2)),
                                        batch.part(),
                                        shop.id()));
        for (var word : last.values())
            if (changed.contains(word.key()) && !word.event().is(Names.CONSENT_CHANGED))
                batch.add(changed(word));
        agreedAnew(batch.part(), shop, List.copyOf(last.values()));
    }

    /// Who was erased and says herself that she wants to hear from the shop again does.
    private void agreedAnew(int part, Shop shop, List<Word> words) {
        var agreed =
                words.stream().filter(word -> word.state().equals("in") && herself(word)).toList();
        if (agreed.isEmpty() || !erased.any(shop)) return;
        record Addresses(@Nullable String email, @Nullable String phone) {}
        var addresses = new HashMap<UUID, Addresses>();
        db.query(
                """
                select profile_id, email, phone from profile_trait
                where part = ? and shop_id = ? and profile_id = any(?)
                """,
                row -> {
                    addresses.put(
                            row.getObject(1, UUID.class),
                            new Addresses(row.getString(2), row.getString(3)));
                },
                part,
                shop.id(),
                agreed.stream().map(Word::profile).toArray(UUID[]::new));
        for (var word : agreed) {
            var known = addresses.get(word.profile());
            if (known == null) continue;
            var address =
                    switch (word.channel()) {
                        case "email" -> known.email();
                        case "sms" -> known.phone();
                        default -> null;
                    };
            if (address != null) erased.agreed(shop, word.channel(), address, word.at());
        }
    }

    /// Not by a file, and not by somebody of the shop: on its pages, or by a link in a mail.
    private static boolean herself(Word word) {
        var event = word.event();
        if (event.history() || event.source().equals("import")) return false;
        return !event.source().equals(Event.OWN) || event.text("message") != null;
    }

    private static List<Word> words(Event event) {
        var words = new ArrayList<Word>();
        if (!event.personal()) return words;
        if (event.is(Names.CONSENT_CHANGED)) {
            var channel = event.text("channel");
            var state = event.text("state");
            if (channel == null || !Consents.CHANNELS.contains(channel))
                throw new Unfit("channel", "not-one-of", String.join(", ", Consents.CHANNELS));
            if (state == null || !List.of("in", "out", "pending").contains(state))
                throw new Unfit("state", "not-one-of", "in, out, pending");
            words.add(word(event, channel, state, "source", "shown"));
        } else if (event.call() == Event.Call.IDENTIFY
                && event.properties().get("consent") instanceof ObjectNode consent) {
            for (var channel : Consents.CHANNELS) {
                var said = consent.get(channel);
                if (said != null && said.isBoolean())
                    words.add(
                            word(
                                    event,
                                    channel,
                                    said.booleanValue() ? "in" : "out",
                                    "consentSource",
                                    "consentText"));
            }
        }
        return words;
    }

    private static Word word(
            Event event, String channel, String state, String source, String shown) {
        var from = event.text(source);
        var text = event.text(shown);
        return new Word(
                event,
                event.profile(),
                channel,
                state,
                event.at(),
                from == null ? event.source() : from,
                text == null ? "" : text);
    }

    private Event changed(Word word) {
        var event = word.event();
        var properties =
                json.createObjectNode()
                        .put("channel", word.channel())
                        .put("state", word.state())
                        .put("source", word.source())
                        .put("shown", word.shown());
        return new Event(
                Ids.stable(event.id().toString(), Names.CONSENT_CHANGED, word.channel()),
                event.shop(),
                event.part(),
                event.profile(),
                Event.Call.TRACK,
                Names.CONSENT_CHANGED,
                event.at(),
                event.receivedAt(),
                Event.OWN,
                event.history(),
                properties);
    }

    /// Of two people who become one the later word on each channel counts.
    @Override
    public void moving(Shop shop, Move move) {
        if (move.undoes()) return;
        db.update(
                """
                insert into consent as c (part, shop_id, profile_id, channel, state, at, source, shown)
                select ?, l.shop_id, ?, l.channel, l.state, l.at, l.source, l.shown from consent l
                where l.part = ? and l.shop_id = ? and l.profile_id = ?
                on conflict (part, shop_id, profile_id, channel) do update set
                    state = excluded.state, at = excluded.at, source = excluded.source,
                    shown = excluded.shown
                where c.at < excluded.at
                """,
                move.toPart(),
                move.to(),
                move.fromPart(),
                shop.id(),
                move.from());
    }
}
