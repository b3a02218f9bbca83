package io.ritorno.flow;

import org.jspecify.annotations.Nullable;

/// By which of a step's ways somebody left it.
final class DryWays {
    private DryWays() {}

    /// The way that an answer of [Rules] means, named as in [Step#exits].
    static String slot(Step step, String reason, @Nullable String answer) {
        return switch (step) {
            case Step.Branch _ -> reason;
            case Step.WaitFor _ -> reason.equals("timeout") ? "late" : "next";
            case Step.WaitDate _ -> reason.equals("no-date") ? "missing" : "next";
            case Step.Split split -> {
                for (var i = 0; i < split.cases().size(); i++)
                    if (reason.equals("case") && split.cases().get(i).values().contains(answer))
                        yield "cases[" + i + "].next";
                yield "otherwise";
            }
            case Step.Random random -> {
                for (var i = 0; i < random.ways().size(); i++)
                    if (random.ways().get(i).name().equals(answer)) yield "ways[" + i + "].next";
                yield "next";
            }
            default -> "next";
        };
    }
}
