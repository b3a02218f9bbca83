package io.ritorno.insight.holdout;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/// How two groups differ, with 95 % confidence intervals.
///
/// Sources:
/// - Interval of one proportion: E. B. Wilson, *Probable inference, the law of succession, and
///   statistical inference*, JASA 22 (1927).
/// - Difference of two independent proportions: R. G. Newcombe, *Interval estimation for the
///   difference between independent proportions: comparison of eleven methods*, Statistics in
///   Medicine 17 (1998), method 10. It holds for small groups and for shares near nothing, where
///   the textbook formula gives intervals that cannot be.
/// - Difference of two means with unequal variances: B. L. Welch, *The generalization of
///   "Student's" problem when several different population variances are involved*, Biometrika 34
///   (1947). What people spend is very skewed; the interval leans on the groups' being large.
/// - Size of groups: J. L. Fleiss, *Statistical Methods for Rates and Proportions* (1981), 3.2,
///   without the correction for continuity.
final class Uplift {
    static final double CONFIDENCE = 0.95;

    private static final NormalDistribution NORMAL = new NormalDistribution();
    private static final double Z = NORMAL.inverseCumulativeProbability((1 + CONFIDENCE) / 2);

    private Uplift() {}

    /// Share of buyers of `a` less that of `b`.
    ///
    /// @throws IllegalArgumentException when a group is empty
    static Interval conversion(Group a, Group b) {
        var of = wilson(a.buyers(), a.people());
        var to = wilson(b.buyers(), b.people());
        var difference = of.estimate() - to.estimate();
        return new Interval(
                difference,
                difference - Math.hypot(of.estimate() - of.low(), to.high() - to.estimate()),
                difference + Math.hypot(of.high() - of.estimate(), to.estimate() - to.low()));
    }

    /// What a person of `a` spent more than one of `b`, in minor units.
    ///
    /// @throws IllegalArgumentException when a group has fewer than two people
    static Interval revenue(Group a, Group b) {
        if (a.people() < 2 || b.people() < 2)
            throw new IllegalArgumentException("a spread needs two people");
        var va = a.variance() / a.people();
        var vb = b.variance() / b.people();
        var difference = a.mean() - b.mean();
        if (va + vb == 0) return new Interval(difference, difference, difference);
        var freedom =
                (va + vb) * (va + vb) / (va * va / (a.people() - 1) + vb * vb / (b.people() - 1));
        var half =
                new TDistribution(freedom).inverseCumulativeProbability((1 + CONFIDENCE) / 2)
                        * Math.sqrt(va + vb);
        return new Interval(difference, difference - half, difference + half);
    }

    /// People that each of two groups of one size needs, so that a true difference between the
    /// shares `p` and `q` is seen as proven with probability `power`.
    ///
    /// @throws IllegalArgumentException when the shares are equal or no shares, or the power is not
    ///   between a half and 1
    static long peopleNeeded(double p, double q, double power) {
        if (!(p >= 0 && p <= 1 && q >= 0 && q <= 1 && p != q && power >= 0.5 && power < 1))
            throw new IllegalArgumentException("no such difference or power");
        var mean = (p + q) / 2;
        var width =
                Z * Math.sqrt(2 * mean * (1 - mean))
                        + NORMAL.inverseCumulativeProbability(power)
                                * Math.sqrt(p * (1 - p) + q * (1 - q));
        return (long) Math.ceil(width * width / ((p - q) * (p - q)));
    }

    static Interval wilson(long hits, long of) {
        if (of == 0) throw new IllegalArgumentException("nobody");
        var share = (double) hits / of;
        var z2 = Z * Z;
        var centre = (share + z2 / (2 * of)) / (1 + z2 / of);
        var half = Z * Math.sqrt(share * (1 - share) / of + z2 / (4.0 * of * of)) / (1 + z2 / of);
        // at nothing and everything the bound is exact; rounding must not leave it out
        return new Interval(share, Math.min(share, centre - half), Math.max(share, centre + half));
    }
}
