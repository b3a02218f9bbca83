package io.ritorno.flow;

import io.ritorno.event.Names;
import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.flow.Step.Branch;
import io.ritorno.flow.Step.End;
import io.ritorno.flow.Step.Send;
import io.ritorno.flow.Step.Since;
import io.ritorno.flow.Step.Wait;
import io.ritorno.webhook.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What flows do, as pure functions.
final class Rules {
    /// A run that is taken up later than this was held up: by a pause, or because nothing ran.
    static final Duration PUNCTUAL = Duration.ofMinutes(10);

    /// A run that comes so late to the hour it waited for waits for the next.
    static final Duration TOO_LATE = Duration.ofHours(6);

    /// How often a run looks again whether the condition that it waits for holds, if nothing
    /// happens to the person.
    static final Duration LOOK = Duration.ofHours(1);

    /// How often it looks whether its message has gone out.
    static final Duration SENDING = Duration.ofMinutes(15);

    /// After so long a message has gone out or never will: the gate gives up before.
    static final Duration UNSENT = Duration.ofDays(4);

    private Rules() {}

    /// What becomes, now, of a run at `step`.
    static Next next(Step step, Facts facts, Instant now) {
        return switch (step) {
            case Wait(var duration, var since, var next) -> {
                var from = since == Since.ENTRY ? facts.anchor() : facts.enteredStepAt();
                var end = from.plus(duration);
                yield now.isBefore(end) ? new Sleep(end) : new Go(next);
            }
            case Step.WaitUntil wait -> until(wait, facts, now);
            case Step.WaitDate wait -> date(wait, facts, now);
            case Step.WaitFor wait -> event(wait, facts, now);
            case Branch(var condition, var yes, var no) -> {
                var answer = condition != null && facts.holds();
                yield answer ? new Choose("yes", yes) : new Choose("no", no);
            }
            case Step.Split split -> split(split, facts);
            case Step.Random random -> random(random, facts);
            case Step.Holdout(var percent, var next) ->
                    facts.lot() < percent * Draw.LOTS / 100 ? new Next.HoldOut() : new Go(next);
            case Send send when !facts.holds() -> new Skip("message-filter", send.next());
            case Send send when tooSmall(send, facts) -> new Skip("cart-too-small", send.next());
            case Send send -> new Deliver(send.next());
            case Step.Change change -> change(change, facts, now);
            // a code is marketing, and a scarce good: none for who gets no message that tells of it
            case Step.Coupon(_, _, var empty) when facts.keptOut() -> new Next.Withhold(empty);
            case Step.Coupon(_, var next, var empty) -> new Next.Give(next, empty);
            case Step.Webhook webhook -> call(webhook, facts.call());
            // no live flow has one that names none
            case Step.Move(var flow) -> flow == null ? new Finish() : new Next.Enter(flow);
            case End() -> new Finish();
        };
    }

    private static Next call(Step.Webhook step, @Nullable Call call) {
        if (call == null) return new Next.Ring();
        return switch (call.state()) {
            // its end wakes the run
            case OPEN -> new Sleep(null, null);
            case DELIVERED -> new Next.Told(call, step.next());
            case FAILED -> new Next.Told(call, step.failed());
        };
    }

    private static Next until(Step.WaitUntil wait, Facts facts, Instant now) {
        var moment = Clockwork.next(facts.enteredStepAt(), wait.at(), wait.days(), facts.zone());
        if (now.isAfter(moment.plus(TOO_LATE)))
            moment = Clockwork.next(now, wait.at(), wait.days(), facts.zone());
        return now.isBefore(moment) ? new Sleep(moment) : new Go(wait.next());
    }

    private static Next date(Step.WaitDate wait, Facts facts, Instant now) {
        var date = facts.date();
        if (date == null) return new Choose("no-date", wait.missing());
        var from = facts.enteredStepAt();
        var moment =
                wait.yearly()
                        ? Clockwork.nextYearly(date, wait.offset(), wait.at(), facts.zone(), from)
                        : Clockwork.on(date, wait.offset(), wait.at(), facts.zone());
        if (moment.isBefore(from)) return new Choose("no-date", wait.missing());
        return now.isBefore(moment) ? new Sleep(moment, moves(wait.of())) : new Go(wait.next());
    }

    /// What may move a date while a run waits for it; null when nothing can.
    private static @Nullable String moves(@Nullable DateOf of) {
        return switch (of) {
            case null -> null;
            case DateOf.Property _ -> null;
            case DateOf.Trait _, DateOf.Attribute _, DateOf.Moment _ -> Sleep.ANYTHING;
        };
    }

    private static Next event(Step.WaitFor wait, Facts facts, Instant now) {
        if (facts.happened()) return new Choose("event", wait.next());
        var asks = wait.condition() != null;
        if (asks && facts.holds()) return new Choose("condition", wait.next());
        var end = facts.enteredStepAt().plus(wait.timeout());
        if (!now.isBefore(end)) return new Choose("timeout", wait.late());
        var event = wait.event();
        if (!asks) return new Sleep(end, event == null ? null : event.name());
        var look = full(now, LOOK);
        return new Sleep(look.isBefore(end) ? look : end, Sleep.ANYTHING);
    }

    /// The next full hour, or whatever it is: all who wait look together.
    private static Instant full(Instant now, Duration every) {
        var seconds = every.toSeconds();
        return Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
    }

    private static Next split(Step.Split split, Facts facts) {
        var hers = new TreeSet<String>();
        for (var value : facts.values()) hers.add(plain(value));
        for (var one : split.cases()) {
            for (var value : one.values())
                if (hers.contains(plain(value))) return new Choose("case", value, one.next());
        }
        return new Choose("otherwise", split.otherwise());
    }

    private static String plain(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    private static Next random(Step.Random random, Facts facts) {
        for (var way : random.ways())
            if (way.name().equals(facts.winner()))
                return new Choose("winner", way.name(), way.next());
        var way = way(random, facts.lot());
        return new Choose("way", way.name(), way.next());
    }

    /// The way that a lot leads.
    static Step.Way way(Step.Random random, int lot) {
        var sum = 0;
        for (var way : random.ways()) {
            sum += way.percent() * Draw.LOTS / 100;
            if (lot < sum) return way;
        }
        return random.ways().getLast();
    }

    private static Next change(Step.Change change, Facts facts, Instant now) {
        if (change.onlyIfSent() == null) return new Next.Change(change.next());
        return switch (facts.message()) {
            case SENT -> new Next.Change(change.next());
            case OPEN -> {
                var late = !now.isBefore(facts.enteredStepAt().plus(UNSENT));
                yield late
                        ? new Next.Leave("not-sent", change.next())
                        : new Sleep(full(now, SENDING), Names.MESSAGE_SENT);
            }
            case NOT_SENT -> new Next.Leave("not-sent", change.next());
        };
    }

    private static boolean tooSmall(Send send, Facts facts) {
        var least = send.minimumCart();
        if (least == null) return false;
        var value = facts.cartValue();
        return value == null || value < least;
    }

    /// The run's anchor after it was due at `due` and is taken up `now`. A run held up for days
    /// moves on as if those days had not been: its messages keep their distance and do not come all
    /// at once.
    static Instant anchor(Instant anchor, Instant due, Instant now) {
        var late = Duration.between(due, now);
        return late.compareTo(PUNCTUAL) > 0 ? anchor.plus(late) : anchor;
    }
}
