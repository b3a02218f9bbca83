package io.ritorno.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// Who is who, decided call by call in memory; [Identities] loads what is known before and writes
/// what was found out.
///
/// 1. What says who she is (user id, then e-mail, then phone) decides. Only without it do the
///    order, the browser and the cart.
/// 2. A browser nobody is known by joins the person who turns up on it, with its history.
/// 3. A browser somebody is known by goes over to another person without any history: two known
///    people are never joined through a shared browser.
/// 4. Two known people become one only when one call names an identity of each and they do not
///    contradict each other (two user ids, or two e-mails).
final class IdentityRules {
    /// Two histories that turned out to be one person's.
    record Join(UUID loser, UUID winner) {}

    private final Map<IdentityKey, UUID> owners = new HashMap<>();
    private final Map<UUID, Set<IdentityKey>> strong = new HashMap<>();
    private final Map<IdentityKey, UUID> changed = new LinkedHashMap<>();
    private final Set<UUID> fresh = new LinkedHashSet<>();
    private final List<Join> joins = new ArrayList<>();
    private final Map<UUID, UUID> joined = new HashMap<>();
    private final Function<IdentityKey, UUID> newProfile;

    /// @param owners what is stored of the identities at hand
    /// @param strong the user ids, e-mails and phones of their owners
    IdentityRules(
            Map<IdentityKey, UUID> owners,
            Map<UUID, ? extends Set<IdentityKey>> strong,
            Function<IdentityKey, UUID> newProfile) {
        this.owners.putAll(owners);
        strong.forEach((id, keys) -> this.strong.put(id, new HashSet<>(keys)));
        this.newProfile = newProfile;
    }

    /// Whose a call with these identities is. `keys` has at least one, strongest first.
    UUID resolve(List<IdentityKey> keys) {
        var target = target(keys);
        for (var key : keys) attach(key, target);
        return current(target);
    }

    /// An identity that nobody has becomes this person's; one that somebody has stays.
    void claim(IdentityKey key, UUID profile) {
        if (!owners.containsKey(key)) own(key, current(profile));
    }

    private UUID target(List<IdentityKey> keys) {
        // an order is whose it was first, whoever tells of it later
        for (var key : keys) {
            var owner = key.kind().equals(IdentityKey.ORDER) ? owners.get(key) : null;
            if (owner != null && known(owner)) return owner;
        }
        var stated = keys.stream().filter(IdentityKey::strong).toList();
        for (var key : stated) {
            var owner = owners.get(key);
            if (owner != null) return owner;
        }
        for (var key : keys) {
            if (key.strong()) continue;
            var owner = owners.get(key);
            if (owner == null) continue;
            // a known person's browser, and now somebody who says she is somebody not seen before
            if (!stated.isEmpty() && known(owner)) continue;
            return owner;
        }
        var made = newProfile.apply(keys.getFirst());
        fresh.add(made);
        return made;
    }

    private void attach(IdentityKey key, UUID wanted) {
        var target = current(wanted);
        var owner = owners.get(key);
        if (owner == null) {
            own(key, target);
        } else if (!owner.equals(target)) {
            if (!known(owner)) {
                join(owner, target);
            } else if (!known(target)) {
                join(target, owner);
            } else if (key.strong() && compatible(owner, target)) {
                join(owner, target);
            } else if (key.kind().equals(IdentityKey.ANON)) {
                own(key, target);
            }
        }
    }

    private void own(IdentityKey key, UUID owner) {
        owners.put(key, owner);
        changed.put(key, owner);
        if (key.strong()) strong.computeIfAbsent(owner, _ -> new HashSet<>()).add(key);
    }

    private void join(UUID loser, UUID winner) {
        joins.add(new Join(loser, winner));
        joined.put(loser, winner);
        owners.replaceAll((_, owner) -> owner.equals(loser) ? winner : owner);
        changed.replaceAll((_, owner) -> owner.equals(loser) ? winner : owner);
        var keys = strong.remove(loser);
        if (keys != null) strong.computeIfAbsent(winner, _ -> new HashSet<>()).addAll(keys);
    }

    /// Neither has a user id or an e-mail other than the other's.
    private boolean compatible(UUID one, UUID other) {
        return !contradict(one, other, IdentityKey.USER)
                && !contradict(one, other, IdentityKey.EMAIL);
    }

    private boolean contradict(UUID one, UUID other, String kind) {
        var ones = of(one, kind);
        var others = of(other, kind);
        return !ones.isEmpty() && !others.isEmpty() && !ones.equals(others);
    }

    private Set<IdentityKey> of(UUID profile, String kind) {
        var keys = new HashSet<IdentityKey>();
        for (var key : strong.getOrDefault(profile, Set.of()))
            if (key.kind().equals(kind)) keys.add(key);
        return keys;
    }

    /// Whether somebody is known by name, not only by a browser or an order.
    boolean known(UUID profile) {
        return !strong.getOrDefault(profile, Set.of()).isEmpty();
    }

    /// Who a profile has become by now.
    UUID current(UUID profile) {
        var now = profile;
        while (joined.containsKey(now)) now = joined.get(now);
        return now;
    }

    /// Identities with a new owner, the owner after all joins.
    Map<IdentityKey, UUID> changed() {
        return changed;
    }

    /// Profiles made here that still are somebody.
    List<UUID> made() {
        return fresh.stream().filter(id -> !joined.containsKey(id)).toList();
    }

    /// Joins of profiles that had been stored before, in order; a winner may lose later on.
    List<Join> joins() {
        return joins.stream().filter(join -> !fresh.contains(join.loser())).toList();
    }
}
