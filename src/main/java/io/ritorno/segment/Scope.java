package io.ritorno.segment;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose answers are wanted. Everything that a condition reads is limited to these people, so that
/// asking about a handful touches a handful of rows.
///
/// @param parts where they are
/// @param ids these people only
/// @param after those of one part whose ids come after this one …
/// @param upTo … up to this one
record Scope(
        Shop shop,
        Integer[] parts,
        UUID @Nullable [] ids,
        @Nullable UUID after,
        @Nullable UUID upTo) {
    private static final UUID NONE = new UUID(0, 0);

    /// Everybody: a shop-wide question.
    static Scope all(Shop shop) {
        return new Scope(shop, shop.parts().all(), null, null, null);
    }

    /// Some people of one part: a routed question.
    static Scope some(Shop shop, int part, Collection<UUID> ids) {
        return new Scope(shop, new Integer[] {part}, ids.toArray(UUID[]::new), null, null);
    }

    /// The people of one part in a stretch of ids: a routed question.
    static Scope stretch(Shop shop, int part, @Nullable UUID after, UUID upTo) {
        return new Scope(shop, new Integer[] {part}, null, after == null ? NONE : after, upTo);
    }

    /// Limits a table to one of these people.
    ///
    /// @param is an expression that says whom
    Sql rowsOf(String alias, String person, String is) {
        return place(alias).then(" and " + alias + "." + person + " = " + is);
    }

    /// Limits a table. One part is asked for by name: joins and groups then need not carry it.
    Sql rows(String alias, String person) {
        var rows = place(alias);
        var column = alias + "." + person;
        if (ids != null) return rows.then(" and " + column + " = any(?)", (Object) ids);
        if (after == null || upTo == null) return rows;
        return rows.then(" and " + column + " > ? and " + column + " <= ?", after, upTo);
    }

    /// Limits a table to everybody's rows, with a list of parts even if it is one: then PostgreSQL
    /// joins by the part too, where it is asked to, and does not replace it by the number.
    Sql rowsOfParts(String alias) {
        return Sql.of(alias + ".part = any(?)", (Object) parts)
                .then(" and " + alias + ".shop_id = ?", shop.id());
    }

    private Sql place(String alias) {
        var part =
                parts.length == 1
                        ? Sql.of(alias + ".part = ?", (Object) parts[0])
                        : Sql.of(alias + ".part = any(?)", (Object) parts);
        return part.then(" and " + alias + ".shop_id = ?", shop.id());
    }
}
