package io.ritorno.profile;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table that keeps something of people: how it is told to somebody who asks for all that is kept
/// of her, and what becomes of it when she is erased. Its owner declares it as a bean. A test walks
/// the catalogue: a table that is neither declared nor on the list of exceptions fails it, and so
/// does a new text in a table whose rows stay.
///
/// @param section under which its rows stand in the file she gets; empty: they do not
/// @param who which rows `t` are a person's, each `?` her ids; for a child, of its parent `o`
/// @param parent for a table whose rows are those of another's: that table
/// @param key column that names the parent's `id`
/// @param stays whether rows stay, without her, because figures are made of them
/// @param blanks of those that stay: column → SQL of what takes the place of what it held
/// @param plain of those that stay: texts that say nothing about her
public record PersonalTable(
        String table,
        String section,
        String who,
        @Nullable String parent,
        @Nullable String key,
        boolean stays,
        Map<String, String> blanks,
        List<String> plain) {
    private static final String HERS = ".profile_id = any(?)";

    public PersonalTable {
        blanks = Map.copyOf(blanks);
        plain = List.copyOf(plain);
    }

    /// Rows with `profile_id` that are deleted.
    public static PersonalTable removed(String table, String section) {
        return removed(table, section, "t" + HERS);
    }

    /// Rows that are deleted.
    public static PersonalTable removed(String table, String section, String who) {
        return new PersonalTable(table, section, who, null, null, false, Map.of(), List.of());
    }

    /// Rows that are deleted, found by those of another table.
    public static PersonalTable removedWith(
            String table, String section, String key, String parent) {
        return new PersonalTable(
                table, section, "o" + HERS, parent, key, false, Map.of(), List.of());
    }

    /// Rows with `profile_id` that stay. It, and `origin_id` where there is one, then name nobody.
    public static PersonalTable kept(
            String table, String section, Map<String, String> blanks, String... plain) {
        return kept(table, section, "t" + HERS, blanks, plain);
    }

    /// Rows that stay, found by a condition.
    public static PersonalTable kept(
            String table, String section, String who, Map<String, String> blanks, String... plain) {
        return new PersonalTable(table, section, who, null, null, true, blanks, List.of(plain));
    }

    /// Rows that stay, found by those of another table.
    public static PersonalTable keptWith(
            String table, String section, String key, String parent, String... plain) {
        return new PersonalTable(
                table, section, "o" + HERS, parent, key, true, Map.of(), List.of(plain));
    }
}
