package io.ritorno.demo;

import java.util.List;
import java.util.SplittableRandom;

/// Random choices that are the same in every run: each thing has dice of its own, named after it,
/// so that adding a choice for one thing changes no other.
final class Dice {
    private static final long SEED = 20_260_101L;

    private final SplittableRandom random;

    private Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Dice of(String thing, long number) {
        return new Dice((SEED * 31 + thing.hashCode()) * 1_000_003L + number);
    }

    /// A whole number from 0 to below `bound`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// A whole number from `least` to `most`, both included.
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    double fraction() {
        return random.nextDouble();
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// An index, each as likely as its weight.
    int weighted(double... weights) {
        var sum = 0.0;
        for (var weight : weights) sum += weight;
        var at = random.nextDouble() * sum;
        for (var i = 0; i < weights.length - 1; i++) {
            at -= weights[i];
            if (at < 0) return i;
        }
        return weights.length - 1;
    }

    /// How often something happens that happens `mean` times on average (Poisson, Knuth's method:
    /// The Art of Computer Programming 3.4.1).
    int times(double mean) {
        var limit = Math.exp(-mean);
        var product = random.nextDouble();
        var n = 0;
        while (product > limit) {
            product *= random.nextDouble();
            n++;
        }
        return n;
    }

    /// How long until something happens that takes `mean` on average (exponential).
    double after(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }
}
