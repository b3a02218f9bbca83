package io.ritorno.profile;

import org.jspecify.annotations.Nullable;

/// A tenant table whose rows go along when a person is merged. Its owner declares it as a bean.
///
/// @param table has `profile_id`, or is the child of one that has
/// @param back which of the winner's rows `t` were the loser's; `?` stands for their origins
/// @param parent for a child without `profile_id`: the table whose `id` its `key` names
public record MovedTable(String table, String back, @Nullable String parent, @Nullable String key) {

    /// A table that keeps in `origin_id` whose a row was first.
    public static MovedTable withOrigin(String table) {
        return new MovedTable(table, "t.origin_id = any(?)", null, null);
    }

    /// A table with `profile_id` whose rows go where their parent goes.
    public static MovedTable following(String table, String key, String parent) {
        return new MovedTable(
                table,
                "exists (select 1 from "
                        + parent
                        + " o where o.part = t.part and o.shop_id = t.shop_id"
                        + " and o.id = t."
                        + key
                        + " and o.origin_id = any(?))",
                null,
                null);
    }

    /// A table without `profile_id`: only its part changes, with its parent's.
    public static MovedTable child(String table, String key, String parent) {
        return new MovedTable(table, "o.origin_id = any(?)", parent, key);
    }
}
