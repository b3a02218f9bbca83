package io.ritorno.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Random flows: steps 0, 1, … each of which leads only to later ones, and an end.
final class RandomSteps {
    /// Kinds of steps there are, the last of them twice.
    private static final List<String> KINDS =
            List.of(
                    "wait",
                    "wait-until",
                    "wait-for",
                    "split",
                    "random",
                    "holdout",
                    "set",
                    "send",
                    "send");

    private static final int STEPS = 8;

    private RandomSteps() {}

    /// Eight steps or fewer; messages of both kinds, waits until an hour by the person's clock.
    static String[] any(Random random) {
        var steps = new ArrayList<String>();
        for (var i = 0; i < STEPS; i++) {
            var one = step(i, random);
            var other = i + 2 >= STEPS ? "end" : "s" + (i + 2);
            steps.add(
                    of(KINDS.get(random.nextInt(KINDS.size())), "s" + i, one, other, random)
                            .replace(
                                    "'transactional':true",
                                    "'transactional':" + random.nextBoolean()));
        }
        return reachable(steps);
    }

    /// The next step but none or one.
    private static String step(int i, Random random) {
        return i + 1 + random.nextInt(2) >= STEPS ? "end" : "s" + (i + 1);
    }

    /// A step of a kind that leads to `next`, and to `other` where it has two ways.
    static String of(String kind, String id, String next, String other, Random random) {
        return switch (kind) {
            case "wait" ->
                    "'%s':{'type':'wait','duration':'PT%dH','next':'%s'}"
                            .formatted(id, 1 + random.nextInt(40), next);
            case "wait-until" ->
                    "'%s':{'type':'wait-until','at':'%02d:30','zone':'person','next':'%s'}"
                            .formatted(id, random.nextInt(24), next);
            case "wait-for" ->
                    "'%s':{'type':'wait-for','event':{'name':'Ping'},'timeout':'PT%dH','next':'%s','late':'%s'}"
                            .formatted(id, 1 + random.nextInt(60), other, next);
            case "split" ->
                    "'%s':{'type':'split','attribute':'plan','cases':[{'values':['b','c'],'next':'%s'}],'otherwise':'%s'}"
                            .formatted(id, next, other);
            case "random" ->
                    "'%s':{'type':'random','ways':[{'name':'A','percent':40,'next':'%s'},{'name':'B','percent':60,'next':'%s'}]}"
                            .formatted(id, next, other);
            case "holdout" ->
                    "'%s':{'type':'holdout','percent':20,'next':'%s'}".formatted(id, next);
            case "set" ->
                    "'%s':{'type':'set','attributes':{'plan':'c'},'next':'%s'}".formatted(id, next);
            case "increment" ->
                    "'%s':{'type':'increment','attribute':'n','by':%d,'next':'%s'}"
                            .formatted(id, 1 + random.nextInt(3), next);
            case "send" -> FlowWorld.send(id, next);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    /// Without what no way leads to, which would be no flow.
    static String[] reachable(List<String> steps) {
        var kept = new ArrayList<String>();
        var named = new ArrayList<>(List.of("s0"));
        for (var i = 0; i < steps.size(); i++) {
            if (!named.contains("s" + i)) continue;
            kept.add(steps.get(i));
            for (var j = i + 1; j < steps.size(); j++)
                if (steps.get(i).contains(":'s" + j + "'")) named.add("s" + j);
        }
        kept.add(FlowWorld.END);
        return kept.toArray(String[]::new);
    }
}
