package io.ritorno.insight.holdout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// X4: the statistics of holdouts, against examples worked in the literature.
class UpliftTest {
    /// Newcombe (1998), table II, method 10.
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void theDifferenceOfTwoShares(long a, long m, long b, long n, double low, double high) {
        var interval = Uplift.conversion(group(m, a), group(n, b));
        assertThat(interval.estimate()).isCloseTo((double) a / m - (double) b / n, within(1e-12));
        assertThat(interval.low()).isCloseTo(low, within(0.00006));
        assertThat(interval.high()).isCloseTo(high, within(0.00006));
    }

    /// Wilson's interval, as Newcombe's paper on one proportion (1998) works it: 81 of 263, 15 of
    /// 148, 0 of 20, 1 of 29.
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void oneShare(long hits, long of, double low, double high) {
        var interval = Uplift.wilson(hits, of);
        assertThat(interval.low()).isCloseTo(low, within(0.00006));
        assertThat(interval.high()).isCloseTo(high, within(0.00006));
    }

    /// Student's sleep data (Biometrika 6, 1908), compared as two groups after Welch: t = -1.8608,
    /// 17.776 degrees of freedom, interval -3.365483 to 0.205483. In tenths, as whole numbers.
    @Test
    void theDifferenceOfTwoMeans() {
        var one = spent(7, -16, -2, -12, -1, 34, 37, 8, 0, 20);
        var two = spent(19, 8, 11, 1, -1, 44, 55, 16, 46, 34);
        var interval = Uplift.revenue(one, two);
        assertThat(interval.estimate()).isCloseTo(-15.8, within(1e-9));
        assertThat(interval.low()).isCloseTo(-33.65483, within(0.00001));
        assertThat(interval.high()).isCloseTo(2.05483, within(0.00001));
        assertThat(interval.proven()).isFalse();
    }

    /// Two shares of 50 and 75 per cent, power 90 per cent: 76.7 people a group; of 25 and 40 per
    /// cent, power 80 per cent: 152 (Fleiss 1981, before the correction).
    @Test
    void peopleNeededForAWantedPrecision() {
        assertThat(Uplift.peopleNeeded(0.50, 0.75, 0.90)).isEqualTo(77);
        assertThat(Uplift.peopleNeeded(0.25, 0.40, 0.80)).isEqualTo(152);
        assertThatThrownBy(() -> Uplift.peopleNeeded(0.5, 0.5, 0.8))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// The intervals hold the truth as often as they say, for shares and amounts as shops have
    /// them.
    @Test
    void ninetyFiveOfAHundredIntervalsHoldTheTruth() {
        var random = new Random(20);
        var shares = 0;
        var means = 0;
        var rounds = 2_000;
        for (var i = 0; i < rounds; i++) {
            var a = shoppers(random, 900, 0.06);
            var b = shoppers(random, 300, 0.04);
            var share = Uplift.conversion(a, b);
            if (share.low() <= 0.02 && 0.02 <= share.high()) shares++;
            var mean = Uplift.revenue(a, b);
            if (mean.low() <= 100 && 100 <= mean.high()) means++;
        }
        assertThat(shares / (double) rounds).isBetween(0.935, 0.97);
        assertThat(means / (double) rounds).isBetween(0.925, 0.97);
    }

    @Test
    void nobodyProvesNothing() {
        assertThatThrownBy(() -> Uplift.conversion(Group.NOBODY, group(5, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Uplift.revenue(spent(0, 0, 0), spent(0, 0)).proven()).isFalse();
    }

    private static Group group(long people, long buyers) {
        return new Group(people, buyers, 0, 0);
    }

    private static Group spent(long... amounts) {
        var sum = 0L;
        var squares = 0.0;
        for (var amount : amounts) {
            sum += amount;
            squares += (double) amount * amount;
        }
        return new Group(amounts.length, 0, sum, squares);
    }

    /// Buyers spend 50.00 on average, most less and a few much more.
    private static Group shoppers(Random random, int people, double share) {
        var buyers = 0;
        var sum = 0L;
        var squares = 0.0;
        for (var i = 0; i < people; i++) {
            if (random.nextDouble() >= share) continue;
            buyers++;
            var amount = Math.round(-5_000 * Math.log(1 - random.nextDouble()));
            sum += amount;
            squares += (double) amount * amount;
        }
        return new Group(people, buyers, sum, squares);
    }
}
