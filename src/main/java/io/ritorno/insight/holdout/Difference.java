package io.ritorno.insight.holdout;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What can be said of people who were let in against people who were kept out by chance.
///
/// @param percent of people who are kept out, as it turned out, 0 to 100
/// @param conversion share of buyers among those let in less the share among those kept out
/// @param perPerson revenue per person, likewise, minor units
/// @param extraRevenue what all who were let in spent more by this estimate, minor units
/// @param needed people who must be kept out until a difference as it now looks would be proven
///   four times in five; null when there is none to prove or it is proven
public record Difference(
        Side letIn,
        Side keptOut,
        double percent,
        @Nullable Between conversion,
        @Nullable Between perPerson,
        @Nullable Long extraRevenue,
        Verdict verdict,
        @Nullable Long needed) {
    /// With fewer people or buyers than this the figures say more about chance than about the
    /// messages.
    static final int FEWEST_PEOPLE = 100;

    static final int FEWEST_BUYERS = 10;

    /// How surely a true difference of the size now seen should be recognised.
    private static final double POWER = 0.8;

    /// One group. Money in minor units.
    ///
    /// @param conversion share of people who ordered, 0 to 1
    /// @param perPerson revenue per person, minor units with fractions
    public record Side(
            long people, long buyers, long revenue, double conversion, double perPerson) {
        static Side of(Group group) {
            return new Side(
                    group.people(),
                    group.buyers(),
                    group.revenue(),
                    group.conversion(),
                    group.mean());
        }
    }

    /// What can be said of the difference.
    public enum Verdict {
        /// Nobody on one of the sides.
        EMPTY,
        /// Too few to tell anything.
        TOO_FEW,
        /// Chance alone could have done it.
        TOO_EARLY,
        /// Who was let in buys more often, or spends more.
        MORE,
        /// Who was let in buys less often, and does not spend more.
        LESS;

        /// As in JSON: `too-few`.
        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// An estimate with its 95 % confidence interval.
    public record Between(double estimate, double low, double high) {
        static Between of(Interval interval) {
            return new Between(interval.estimate(), interval.low(), interval.high());
        }
    }

    static Difference of(Group in, Group out) {
        var all = in.people() + out.people();
        var percent = all == 0 ? 0 : 100.0 * out.people() / all;
        var conversion = in.people() == 0 || out.people() == 0 ? null : Uplift.conversion(in, out);
        var money = in.people() < 2 || out.people() < 2 ? null : Uplift.revenue(in, out);
        return new Difference(
                Side.of(in),
                Side.of(out),
                percent,
                conversion == null ? null : Between.of(conversion),
                money == null ? null : Between.of(money),
                money == null ? null : Math.round(money.estimate() * in.people()),
                verdict(in, out, conversion, money),
                needed(in, out, conversion));
    }

    private static Verdict verdict(
            Group in, Group out, @Nullable Interval conversion, @Nullable Interval money) {
        if (conversion == null) return Verdict.EMPTY;
        if (Math.min(in.people(), out.people()) < FEWEST_PEOPLE
                || in.buyers() + out.buyers() < FEWEST_BUYERS) return Verdict.TOO_FEW;
        if (conversion.low() > 0 || money != null && money.low() > 0) return Verdict.MORE;
        if (conversion.high() < 0 || money != null && money.high() < 0) return Verdict.LESS;
        return Verdict.TOO_EARLY;
    }

    /// For groups of unequal size n and k·n: n is that of equal groups times (1 + k) / 2k (Fleiss
    /// 1981, 3.4).
    private static @Nullable Long needed(Group in, Group out, @Nullable Interval conversion) {
        if (conversion == null || conversion.estimate() == 0 || conversion.proven()) return null;
        var equal = Uplift.peopleNeeded(in.conversion(), out.conversion(), POWER);
        var k = (double) in.people() / out.people();
        return (long) Math.ceil(equal * (1 + k) / (2 * k));
    }
}
