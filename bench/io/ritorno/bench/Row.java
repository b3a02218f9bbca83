package io.ritorno.bench;

import org.jspecify.annotations.Nullable;

/// One figure.
///
/// @param reference what the same machine did in the same run, in the same unit, or null
/// @param target what must be reached; `atLeast` says on which side of it is good
public record Row(
        String name,
        double value,
        String unit,
        @Nullable Double reference,
        double target,
        boolean atLeast) {

    static Row atLeast(
            String name, double value, String unit, @Nullable Double reference, double target) {
        return new Row(name, value, unit, reference, target, true);
    }

    static Row atMost(
            String name, double value, String unit, @Nullable Double reference, double target) {
        return new Row(name, value, unit, reference, target, false);
    }

    /// The value as a share of the reference.
    @Nullable Double ratio() {
        return reference == null || reference == 0 ? null : value / reference;
    }

    boolean met() {
        return atLeast ? value >= target : value <= target;
    }
}
