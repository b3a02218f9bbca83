package io.ritorno.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether a message may go out now: the one place that says so.
final class Gate {
    // what mail servers take: the atoms of RFC 5322 3.2.3 with the letters of RFC 6531, the lengths
    // of RFC 5321 4.5.3.1
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[!#-'*+\\-./0-9=?A-Z^_`a-z{|}~$%&\\p{L}\\p{M}\\p{N}]{1,64}@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?\\.)+[\\p{L}\\p{N}-]{2,63}");

    private Gate() {}

    /// What the gate must know of a message and its person.
    ///
    /// @param known whether there still is such a person
    /// @param consent null when she never said anything
    /// @param recent marketing messages of all channels handed over to her within the cap's days
    /// @param zone hers; null when unknown
    /// @param heldOut whether she is of the share that the shop keeps out of all marketing
    /// @param erased whether the address is of somebody who was erased and has not agreed anew
    record Facts(
            boolean known,
            boolean transactional,
            @Nullable String address,
            boolean suppressed,
            @Nullable Agreed consent,
            int recent,
            @Nullable ZoneId zone,
            boolean heldOut,
            boolean erased) {}

    /// What she said about the channel.
    enum Agreed {
        YES,
        NO,
        PENDING
    }

    /// What the shop has chosen.
    ///
    /// @param cap marketing messages within `capWithin`
    /// @param quietFrom equal to `quietTo`: no quiet hours
    record Rules(
            boolean consentRequired,
            int cap,
            Duration capWithin,
            LocalTime quietFrom,
            LocalTime quietTo,
            ZoneId zone) {}

    sealed interface Answer {
        String reason();
    }

    record Send(String reason) implements Answer {}

    record Hold(Instant until, String reason) implements Answer {}

    record Skip(String reason) implements Answer {}

    /// Not, so that it can be seen what it would have done.
    record HoldOut(String reason) implements Answer {}

    /// The answer for now. What is held must be asked again at that time. Rules that hold come
    /// before those that count, so that what is counted is as of the time of sending.
    static Answer decide(Facts facts, Rules rules, Instant now) {
        if (!facts.known()) return new Skip("no-person");
        if (facts.address() == null) return new Skip("no-address");
        if (!valid(facts.address())) return new Skip("invalid-address");
        if (facts.suppressed()) return new Skip("suppressed");
        if (facts.transactional()) return new Send("transactional");
        if (facts.erased()) return new Skip("erased");
        if (facts.consent() == Agreed.NO) return new Skip("unsubscribed");
        if (facts.consent() == Agreed.PENDING) return new Skip("consent-pending");
        if (facts.consent() == null && rules.consentRequired()) return new Skip("no-consent");
        if (facts.heldOut()) return new HoldOut("shop-holdout");
        var zone = facts.zone() == null ? rules.zone() : facts.zone();
        var until = quietUntil(rules.quietFrom(), rules.quietTo(), zone, now);
        if (until != null) return new Hold(until, "quiet-hours");
        if (facts.recent() >= rules.cap()) return new Skip("frequency-cap");
        return new Send("allowed");
    }

    static boolean valid(String address) {
        return address.length() <= 254
                && ADDRESS.matcher(address).matches()
                && !address.startsWith(".")
                && !address.contains("..")
                && !address.contains(".@");
    }

    /// When the quiet hours that hold now will end; null when none do. Also on the days when the
    /// clock changes: an end that does not exist is the moment of the change, one that comes twice
    /// is the later, once the first is over.
    static @Nullable Instant quietUntil(LocalTime from, LocalTime to, ZoneId zone, Instant now) {
        var local = now.atZone(zone);
        if (!quiet(from, to, local.toLocalTime())) return null;
        for (var day = local.toLocalDate(); ; day = day.plusDays(1)) {
            var end = day.atTime(to);
            var change = zone.getRules().getTransition(end);
            if (change != null && change.isGap()) {
                if (change.getInstant().isAfter(now)) return change.getInstant();
                continue;
            }
            var first = end.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
            if (first.isAfter(now)) return first;
            var second = end.atZone(zone).withLaterOffsetAtOverlap().toInstant();
            if (second.isAfter(now)) return second;
        }
    }

    private static boolean quiet(LocalTime from, LocalTime to, LocalTime time) {
        if (from.equals(to)) return false;
        var after = !time.isBefore(from);
        var before = time.isBefore(to);
        return from.isBefore(to) ? after && before : after || before;
    }
}
