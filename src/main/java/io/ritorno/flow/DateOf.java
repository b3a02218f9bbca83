package io.ritorno.flow;

import java.util.Locale;

/// A date in a person's life, or in what started her run.
sealed interface DateOf {
    /// One of the traits that every shop has: `birthday`.
    record Trait(String name) implements DateOf {}

    /// One of the shop's own attributes.
    record Attribute(String name) implements DateOf {}

    /// Something that we know because it happened here.
    record Moment(Kind kind) implements DateOf {}

    /// A property of the event that started the run.
    record Property(String name) implements DateOf {}

    enum Kind {
        CREATED,
        FIRST_ORDER,
        LAST_ORDER,
        SUBSCRIBED;

        /// As in JSON.
        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Whether each year has one: a birthday.
    default boolean recurs() {
        return this instanceof Trait;
    }
}
