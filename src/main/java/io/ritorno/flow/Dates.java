package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.flow.Trigger.DayTime;
import io.ritorno.profile.Person;
import io.ritorno.segment.ValueCheck;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// When something is due that hangs on a date of a person's.
final class Dates {
    private Dates() {}

    /// @param about the date, or its anniversary
    record Occurrence(LocalDate about, Instant due) {}

    /// The first time, not before `from`, that is so many days from the date or, if `yearly`, from
    /// it or one of its anniversaries. 29 February is kept on the 28th of other years. A moment
    /// that a change to summer time leaves out is as much later; of one that comes twice, the first
    /// counts.
    static Optional<Occurrence> next(
            LocalDate date, DayTime on, boolean yearly, ZoneId zone, Instant from) {
        if (!yearly)
            return Optional.of(new Occurrence(date, moment(date, on, zone)))
                    .filter(at -> !at.due().isBefore(from));
        // the date's own year at the earliest, and early enough for the longest offset
        var year = Math.max(date.getYear(), from.atZone(zone).getYear() - 12);
        while (true) {
            var about = date.withYear(year++);
            var due = moment(about, on, zone);
            if (!due.isBefore(from)) return Optional.of(new Occurrence(about, due));
        }
    }

    /// The next time for this person; nothing when she has no such date, or only a past one.
    static Optional<Occurrence> next(
            Shop shop,
            Trigger.OnDate trigger,
            Person person,
            @Nullable Instant subscribed,
            Instant from) {
        var zone = zone(shop, trigger.on().personal(), person.timezone());
        var date = of(trigger.of(), person, subscribed, zone);
        return date == null
                ? Optional.empty()
                : next(date, trigger.on(), trigger.yearly(), zone, from);
    }

    /// Whether the date is that of her consent, which stands elsewhere than the rest.
    static boolean asksSubscribed(Trigger.OnDate trigger) {
        return trigger.of() instanceof DateOf.Moment(var moment)
                && moment == DateOf.Kind.SUBSCRIBED;
    }

    static Instant moment(LocalDate date, DayTime on, ZoneId zone) {
        return date.plus(on.offset()).atTime(on.at()).atZone(zone).toInstant();
    }

    /// The zone by whose days and hours it is counted for this person.
    static ZoneId zone(Shop shop, boolean hers, @Nullable String timezone) {
        if (!hers || timezone == null) return shop.zone();
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            return shop.zone();
        }
    }

    /// The person's date, if she has it.
    ///
    /// @param subscribed when she first agreed to be written to
    static @Nullable LocalDate of(
            @Nullable DateOf of, Person person, @Nullable Instant subscribed, ZoneId zone) {
        return switch (of) {
            case null -> null;
            case DateOf.Property _ -> null;
            case DateOf.Trait _ -> person.birthday();
            case DateOf.Attribute(var name) -> day(person.attributes().path(name), zone);
            case DateOf.Moment(var moment) -> {
                var at =
                        switch (moment) {
                            case CREATED -> person.createdAt();
                            case FIRST_ORDER -> person.firstOrderAt();
                            case LAST_ORDER -> person.lastOrderAt();
                            case SUBSCRIBED -> subscribed;
                        };
                yield at == null ? null : at.atZone(zone).toLocalDate();
            }
        };
    }

    /// A day as shops write it, `2026-11-21`, also with a time behind it; with that time's own zone
    /// too, the day that it is in this one.
    static @Nullable LocalDate day(JsonNode value, ZoneId zone) {
        if (!value.isString()) return null;
        var text = value.asString().strip();
        try {
            if (text.length() > 16)
                return OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate();
        } catch (DateTimeException e) {
            // no zone: the day as it stands there
        }
        return ValueCheck.day(text);
    }
}
