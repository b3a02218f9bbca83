package io.ritorno.profile;

import io.ritorno.account.Shop;
import io.ritorno.event.Call;
import io.ritorno.event.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/// The person whose data is told or erased, with all that she was before merges.
///
/// Addresses are in lower case and are all by which she is or was known.
public final class Subject {
    private final UUID profile;
    private final Set<UUID> people;
    private final Set<IdentityKey> identities;
    private final Set<String> emails;
    private final Set<String> phones;
    private final List<List<String>> names;

    Subject(
            UUID profile,
            Set<UUID> people,
            Set<IdentityKey> identities,
            Set<String> emails,
            Set<String> phones,
            List<List<String>> names) {
        this.profile = profile;
        this.people = Set.copyOf(people);
        this.identities = Set.copyOf(identities);
        this.emails = Set.copyOf(emails);
        this.phones = Set.copyOf(phones);
        this.names = List.copyOf(names);
    }

    /// Who she is now.
    public UUID profile() {
        return profile;
    }

    /// She, and whom she was before merges.
    public UUID[] people() {
        return people.toArray(UUID[]::new);
    }

    public Set<String> emails() {
        return emails;
    }

    /// As E.164.
    public Set<String> phones() {
        return phones;
    }

    /// The shop's own ids of her.
    public Set<String> userIds() {
        return identities.stream()
                .filter(key -> key.kind().equals(IdentityKey.USER))
                .map(IdentityKey::value)
                .collect(Collectors.toSet());
    }

    /// First and last name, lower case, for each profile where both are known.
    public List<List<String>> names() {
        return names;
    }

    /// What numbers written in any way end with.
    public Set<String> phoneEnds() {
        return phones.stream()
                .map(phone -> phone.substring(Math.max(1, phone.length() - 8)))
                .collect(Collectors.toSet());
    }

    Set<IdentityKey> identities() {
        return identities;
    }

    /// Whether the call is hers, or speaks of her.
    boolean concerns(Shop shop, Call call) {
        var told = Event.text(call.node(), "profile");
        if (told != null && people.stream().anyMatch(id -> id.toString().equals(told))) return true;
        var keys = new HashSet<>(Identities.keys(shop, call));
        keys.retainAll(identities);
        return !keys.isEmpty() || named(call.node().toString());
    }

    /// Whether a text names her: an address, a number, or first and last name.
    private boolean named(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        if (emails.stream().anyMatch(lower::contains)) return true;
        if (names.stream().anyMatch(name -> name.stream().allMatch(lower::contains))) return true;
        var ends = phoneEnds();
        if (ends.isEmpty()) return false;
        var digits = text.replaceAll("[^0-9]", "");
        return ends.stream().anyMatch(digits::contains);
    }
}
