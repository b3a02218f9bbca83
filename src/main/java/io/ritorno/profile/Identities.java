package io.ritorno.profile;

import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import io.ritorno.event.Call;
import io.ritorno.event.Event;
import io.ritorno.event.Identifier;
import io.ritorno.event.Names;
import io.ritorno.platform.Columns;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Loads what is stored about the identities of a list of calls, lets [IdentityRules] decide, and
/// writes what it found out: claimed identities, new profiles, joined histories.
@Component
class Identities implements Identifier {
    private static final Set<String> ORDERS =
            Set.of(
                    Names.ORDER_COMPLETED,
                    Names.ORDER_UPDATED,
                    Names.ORDER_REFUNDED,
                    Names.ORDER_CANCELLED);

    private final JdbcTemplate db;
    private final Merges merges;
    private final Erased erased;

    Identities(JdbcTemplate db, Merges merges, Erased erased) {
        this.db = db;
        this.merges = merges;
        this.erased = erased;
    }

    @Override
    public List<Identified> identify(Shop shop, List<Resolved> calls, Instant now) {
        var keysOf = new ArrayList<List<IdentityKey>>();
        var all = new LinkedHashSet<IdentityKey>();
        var told = new HashSet<UUID>();
        for (var call : calls) {
            var keys = keys(shop, call.call());
            keysOf.add(keys);
            all.addAll(keys);
            if (call.profile() != null) told.add(call.profile());
        }
        var owners = owners(shop, all);
        var gone = erased.among(shop, all, told, owners.values());
        owners.values().removeIf(gone::was);
        var before = merges.winners(shop, told);
        var people = new HashSet<>(owners.values());
        for (var i = 0; i < calls.size(); i++) {
            var profile = calls.get(i).profile();
            if (profile != null && keysOf.get(i).stream().anyMatch(IdentityKey::strong))
                people.add(before.getOrDefault(profile, profile));
        }
        var strong = strongOf(shop, people);
        var rules = new IdentityRules(owners, strong, key -> gone.newId(shop, key));
        var first = new ArrayList<UUID>();
        var known = new HashSet<>(strong.keySet());
        var becameKnown = new boolean[calls.size()];
        for (var i = 0; i < calls.size(); i++) {
            var profile = calls.get(i).profile();
            var instead = gone.instead(calls.get(i), keysOf.get(i));
            if (instead != null) {
                first.add(instead);
                continue;
            }
            if (profile != null)
                first.add(told(rules, before.getOrDefault(profile, profile), keysOf.get(i)));
            else if (keysOf.get(i).isEmpty()) first.add(Event.NOBODY);
            else first.add(rules.resolve(keysOf.get(i)));
            var who = rules.current(first.getLast());
            becameKnown[i] = rules.known(who) && known.add(who);
        }
        write(shop, rules, firstCalls(calls, first), now);
        var identified = new ArrayList<Identified>();
        for (var i = 0; i < calls.size(); i++) {
            var origin = first.get(i);
            var call = calls.get(i).call();
            identified.add(
                    new Identified(
                            gone.isNobody(origin) ? Erased.orderOnly(call) : call,
                            rules.current(origin),
                            origin,
                            becameKnown[i]));
        }
        return identified;
    }

    /// Whose a call is was said with it; what it names and nobody has becomes hers.
    private static UUID told(IdentityRules rules, UUID profile, List<IdentityKey> keys) {
        for (var key : keys) if (key.strong()) rules.claim(key, profile);
        return profile;
    }

    /// When each profile is first heard of in these calls.
    private static Map<UUID, Instant> firstCalls(List<Resolved> calls, List<UUID> profiles) {
        var times = new HashMap<UUID, Instant>();
        for (var i = 0; i < calls.size(); i++) {
            var at = calls.get(i).call().at();
            times.merge(profiles.get(i), at, (a, b) -> a.isBefore(b) ? a : b);
        }
        return times;
    }

    /// What a call tells of whose it is, strongest first.
    static List<IdentityKey> keys(Shop shop, Call call) {
        if (call.name().equals(Names.PRODUCT_UPDATED)) return List.of();
        var keys = new LinkedHashSet<IdentityKey>();
        if (call.userId() != null) keys.add(new IdentityKey(IdentityKey.USER, call.userId()));
        var email = call.email();
        if (email != null)
            Contact.email(email).ifPresent(e -> keys.add(new IdentityKey(IdentityKey.EMAIL, e)));
        var phone = Event.text(call.properties(), "phone");
        if (phone != null && call.kind() == Event.Call.IDENTIFY)
            Contact.phone(phone, shop.country())
                    .ifPresent(p -> keys.add(new IdentityKey(IdentityKey.PHONE, p)));
        if (ORDERS.contains(call.name()))
            add(keys, IdentityKey.ORDER, Event.text(call.properties(), "order_id"));
        add(keys, IdentityKey.ANON, call.anonymousId());
        add(keys, IdentityKey.CART, Event.text(call.properties(), "cart_id"));
        return List.copyOf(keys);
    }

    private static void add(Set<IdentityKey> keys, String kind, @Nullable String value) {
        if (value != null && !value.isBlank()) keys.add(new IdentityKey(kind, value));
    }

    /// Kind by kind, which the index answers alike whatever PostgreSQL knows of the table. (A join
    /// with a list of both does not; all kinds with all values are four times as many questions.)
    private Map<IdentityKey, UUID> owners(Shop shop, Set<IdentityKey> keys) {
        var owners = new HashMap<IdentityKey, UUID>();
        var byKind = new TreeMap<String, List<String>>();
        for (var key : keys)
            byKind.computeIfAbsent(key.kind(), _ -> new ArrayList<>()).add(key.value());
        byKind.forEach(
                (kind, values) ->
                        db.query(
                                """
                                select i.value, i.profile_id from identity i
                                where i.part = any(?) and i.shop_id = ? and i.kind = ?
                                  and i.value = any(?)
                                """,
                                row -> {
                                    owners.put(
                                            new IdentityKey(kind, row.getString(1)),
                                            row.getObject(2, UUID.class));
                                },
                                shop.parts().all(),
                                shop.id(),
                                kind,
                                values.toArray(String[]::new)));
        return owners;
    }

    private Map<UUID, Set<IdentityKey>> strongOf(Shop shop, Set<UUID> profiles) {
        var strong = new HashMap<UUID, Set<IdentityKey>>();
        Columns.of(List.copyOf(profiles))
                .uuids(id -> id)
                .query(
                        db,
                        """
                        select i.profile_id, i.kind, i.value from identity i
                        where i.part = any(?) and i.shop_id = ? and i.profile_id = any(?)
                          and i.kind in ('user', 'email', 'phone')
                        """,
                        row ->
                                strong.computeIfAbsent(
                                                row.getObject(1, UUID.class), _ -> new HashSet<>())
                                        .add(new IdentityKey(row.getString(2), row.getString(3))),
                        shop.parts().all(),
                        shop.id());
        return strong;
    }

    private void write(Shop shop, IdentityRules rules, Map<UUID, Instant> heard, Instant now) {
        var changed = List.copyOf(rules.changed().entrySet());
        var claimed =
                Columns.of(changed)
                        .ints(e -> shop.parts().of(e.getKey().kind(), e.getKey().value()))
                        .texts(e -> e.getKey().kind())
                        .texts(e -> e.getKey().value())
                        .uuids(Map.Entry::getValue)
                        .update(
                                db,
                                """
                                insert into identity (part, shop_id, kind, value, profile_id, at)
                                select k.part, ?, k.kind, k.value, k.profile_id, ?
                                from unnest(?, ?, ?, ?) k (part, kind, value, profile_id)
                                on conflict (part, shop_id, kind, value)
                                do update set profile_id = excluded.profile_id
                                """,
                                shop.id(),
                                now);
        if (claimed != changed.size())
            throw new ConcurrencyFailureException("an identity was claimed elsewhere");
        var made = rules.made();
        insertProfiles(shop, made, rules, heard, now);
        for (var join : rules.joins()) merges.join(shop, join.loser(), join.winner(), now);
        fillTraits(shop, rules.changed());
        markKnown(
                shop,
                rules,
                changed.stream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private void insertProfiles(
            Shop shop,
            List<UUID> made,
            IdentityRules rules,
            Map<UUID, Instant> heard,
            Instant now) {
        Columns.of(made)
                .ints(id -> shop.parts().of(id))
                .uuids(id -> id)
                .booleans(rules::known)
                .instants(id -> heard.getOrDefault(id, now))
                .update(
                        db,
                        """
                        insert into profile (part, shop_id, id, known, created_at, last_seen_at)
                        select p.part, ?, p.id, p.known, p.at, p.at
                        from unnest(?, ?, ?, ?) p (part, id, known, at)
                        on conflict (part, shop_id, id) do nothing
                        """,
                        shop.id());
        Columns.of(made)
                .ints(id -> shop.parts().of(id))
                .uuids(id -> id)
                .update(
                        db,
                        """
                        insert into profile_trait (part, shop_id, profile_id)
                        select p.part, ?, p.id from unnest(?, ?) p (part, id)
                        on conflict (part, shop_id, profile_id) do nothing
                        """,
                        shop.id());
    }

    /// What a person is known by stands on her page, and she can be written to there, also when
    /// nobody told it as a trait. A trait that was told stays.
    private void fillTraits(Shop shop, Map<IdentityKey, UUID> changed) {
        var strong = changed.entrySet().stream().filter(e -> e.getKey().strong()).toList();
        Columns.of(strong)
                .ints(e -> shop.parts().of(e.getValue()))
                .uuids(Map.Entry::getValue)
                .texts(e -> value(e.getKey(), IdentityKey.USER))
                .texts(e -> value(e.getKey(), IdentityKey.EMAIL))
                .texts(e -> value(e.getKey(), IdentityKey.PHONE))
                .update(
                        db,
                        """
                        update profile_trait t set
                            external_id = coalesce(t.external_id, k.external_id),
                            email = coalesce(t.email, k.email), phone = coalesce(t.phone, k.phone)
                        from (
                            select part, id, min(external_id) as external_id, min(email) as email,
                                min(phone) as phone
                            from unnest(?, ?, ?, ?, ?) u (part, id, external_id, email, phone)
                            group by part, id
                        ) k
                        where t.part = k.part and t.profile_id = k.id and t.part = any(?)
                          and t.shop_id = ?
                        """,
                        List.of(),
                        List.of(shop.parts().all(), shop.id()));
    }

    private static @Nullable String value(IdentityKey key, String kind) {
        return key.kind().equals(kind) ? key.value() : null;
    }

    /// People who were only a browser until now.
    private void markKnown(Shop shop, IdentityRules rules, Map<IdentityKey, UUID> changed) {
        var known = new LinkedHashMap<UUID, Boolean>();
        changed.forEach((key, owner) -> known.merge(owner, key.strong(), Boolean::logicalOr));
        var ids = known.keySet().stream().filter(rules::known).toList();
        Columns.of(ids)
                .ints(id -> shop.parts().of(id))
                .uuids(id -> id)
                .update(
                        db,
                        """
                        update profile p set known = true
                        from unnest(?, ?) k (part, id)
                        where p.part = k.part and p.id = k.id and p.part = any(?) and p.shop_id = ?
                          and not p.known
                        """,
                        List.of(),
                        List.of(shop.parts().all(), shop.id()));
    }
}
