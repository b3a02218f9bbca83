package io.ritorno.insight.holdout;

/// An estimate and the interval in which the true value lies with 95 % confidence.
record Interval(double estimate, double low, double high) {
    /// Whether chance alone hardly explains it: nothing is not in the interval.
    boolean proven() {
        return low > 0 || high < 0;
    }
}
