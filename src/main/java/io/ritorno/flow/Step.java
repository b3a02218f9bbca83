package io.ritorno.flow;

import io.ritorno.content.MailContent;
import io.ritorno.segment.Condition;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One thing that a flow does with a person. A step names the next by its id; an empty name is a
/// draft's open end and never gets into a live flow.
public sealed interface Step {
    /// The steps that may follow, by the field that names each.
    default Map<String, String> exits() {
        var ways = new LinkedHashMap<String, String>();
        switch (this) {
            case Wait wait -> ways.put("next", wait.next());
            case WaitUntil wait -> ways.put("next", wait.next());
            case WaitDate wait -> {
                ways.put("next", wait.next());
                ways.put("missing", wait.missing());
            }
            case WaitFor wait -> {
                ways.put("next", wait.next());
                ways.put("late", wait.late());
            }
            case Branch branch -> {
                ways.put("yes", branch.yes());
                ways.put("no", branch.no());
            }
            case Split split -> {
                for (var i = 0; i < split.cases().size(); i++)
                    ways.put("cases[" + i + "].next", split.cases().get(i).next());
                ways.put("otherwise", split.otherwise());
            }
            case Random random -> {
                for (var i = 0; i < random.ways().size(); i++)
                    ways.put("ways[" + i + "].next", random.ways().get(i).next());
            }
            case Holdout holdout -> ways.put("next", holdout.next());
            case Send send -> ways.put("next", send.next());
            case Change change -> ways.put("next", change.next());
            case Coupon coupon -> {
                ways.put("next", coupon.next());
                ways.put("empty", coupon.empty());
            }
            case Webhook webhook -> {
                ways.put("next", webhook.next());
                ways.put("failed", webhook.failed());
            }
            case Move _, End _ -> {}
        }
        return ways;
    }

    /// The steps that may follow.
    default List<String> targets() {
        return new ArrayList<>(exits().values());
    }

    /// The condition on which this step asks about the person, if it does.
    default @Nullable Condition condition() {
        return switch (this) {
            case Branch branch -> branch.condition();
            case Send send -> send.filter();
            case WaitFor wait -> wait.condition();
            default -> null;
        };
    }

    /// Nothing, until so long after `since`.
    record Wait(Duration duration, Since since, String next) implements Step {}

    /// From when a wait is counted: from the moment the run came to it, or from when the person
    /// entered, so that touches keep their hour however long the steps between them took.
    enum Since {
        STEP,
        ENTRY
    }

    /// Whose clock an hour is of.
    enum Zone {
        PERSON,
        SHOP
    }

    /// Nothing, until the next moment with this hour on one of these days.
    ///
    /// @param at null: any
    /// @param days empty: any
    record WaitUntil(@Nullable LocalTime at, Set<DayOfWeek> days, Zone zone, String next)
            implements Step {
        public WaitUntil {
            days = Set.copyOf(days);
        }
    }

    /// Nothing, until that hour so long before or after a date.
    ///
    /// @param yearly whether the date comes again each year
    /// @param missing where she goes who has no such date, or one whose moment has passed
    record WaitDate(
            @Nullable DateOf of,
            Period offset,
            LocalTime at,
            Zone zone,
            boolean yearly,
            String next,
            String missing)
            implements Step {}

    /// Nothing, until the event happens or the condition holds, but not longer than `timeout`.
    record WaitFor(
            @Nullable Awaited event,
            @Nullable Condition condition,
            Duration timeout,
            String next,
            String late)
            implements Step {}

    /// `yes` for those who satisfy the condition, `no` for the others. Without condition (a
    /// draft's) everyone is a `no`.
    record Branch(@Nullable Condition condition, String yes, String no) implements Step {}

    /// The way of the first case that has her value.
    record Split(@Nullable Field of, List<Case> cases, String otherwise) implements Step {
        public Split {
            cases = List.copyOf(cases);
        }
    }

    /// Something that is known of a person.
    ///
    /// @param own whether it is one of the shop's own attributes and not a trait
    record Field(String name, boolean own) {}

    record Case(List<String> values, String next) {
        public Case {
            values = List.copyOf(values);
        }
    }

    /// One of several ways, by chance, but always the same for a person; with a winner, the
    /// winner's way as soon as there is one.
    record Random(List<Way> ways, @Nullable Winner winner) implements Step {
        public Random {
            ways = List.copyOf(ways);
        }
    }

    record Way(String name, int percent, String next) {}

    /// When and by what the best way is chosen.
    ///
    /// @param after how long after the first person came
    /// @param minimum people that each way must have had
    record Winner(By by, Duration after, int minimum) {}

    enum By {
        OPENED,
        CLICKED,
        CONVERTED;

        /// As in JSON.
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// So many per cent leave here, by chance, and are counted against the others.
    record Holdout(int percent, String next) implements Step {}

    /// A message, unless its own filter holds it back; then the run goes on without.
    ///
    /// @param transactional whether it is part of an order or account and not marketing
    /// @param filter who gets it, among those who come here; null: all
    /// @param minimumCart least worth of the run's cart, in minor units; null: any, also none
    /// @param content by language: `en`, `it`, `pl`
    record Send(
            String channel,
            boolean transactional,
            String name,
            @Nullable Condition filter,
            @Nullable Long minimumCart,
            Map<String, MailContent> content,
            String next)
            implements Step {
        public Send {
            content = Map.copyOf(content);
        }
    }

    /// A change of what is known about the person.
    sealed interface Change extends Step {
        /// The message that must have been handed over to her; null: none.
        @Nullable String onlyIfSent();

        String next();
    }

    record Tag(List<String> add, List<String> remove, @Nullable String onlyIfSent, String next)
            implements Change {
        public Tag {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /// @param attributes by name; a null in JSON removes
    record SetAttributes(Map<String, JsonNode> attributes, @Nullable String onlyIfSent, String next)
            implements Change {
        public SetAttributes {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    record Increment(String attribute, long by, @Nullable String onlyIfSent, String next)
            implements Change {}

    /// A code of her own.
    ///
    /// @param empty where she goes when the pool has none left
    record Coupon(@Nullable UUID pool, String next, String empty) implements Step {}

    /// Another program is told.
    ///
    /// @param secret the one kept that signs the call; null: not signed
    /// @param body Liquid that makes JSON; null: what is known of her and of why she is here
    /// @param failed where she goes when it could not be told
    record Webhook(
            String name,
            String url,
            @Nullable UUID secret,
            @Nullable String body,
            String next,
            String failed)
            implements Step {}

    /// She goes on in another flow, and the run is over.
    record Move(@Nullable UUID flow) implements Step {}

    /// The run is over.
    record End() implements Step {}
}
