package io.ritorno.demo;

/// When in a day people shop.
final class Hours {
    // of a hundred visits, how many in each hour from midnight on
    private static final double[] SHARES = {
        1, 0.5, 0.3, 0.2, 0.2, 0.5, 1.2, 2.3, 3.5, 4.5, 5.2, 5.5, 5.8, 5.4, 4.9, 4.8, 5, 5.6, 6.5,
        8, 9.5, 9, 6.5, 3.6
    };

    private Hours() {}

    static int draw(Dice dice) {
        return dice.weighted(SHARES);
    }

    /// The share of a day's visits that falls into this hour.
    static double share(int hour) {
        var sum = 0.0;
        for (var share : SHARES) sum += share;
        return SHARES[hour] / sum;
    }
}
