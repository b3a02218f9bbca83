package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.event.Batch;
import io.ritorno.event.Event;
import io.ritorno.event.Names;
import io.ritorno.event.Pipeline;
import io.ritorno.platform.DatabaseTrouble;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/// Lets flows change what is known about people. A change takes the road of every event, so that
/// traits, the log, segments and other flows see it; the run goes on when they have, in the same
/// lane's next turn.
@Component
class Changes {
    private final Pipeline pipeline;
    private final TransactionTemplate nested;

    Changes(Pipeline pipeline, PlatformTransactionManager transactions) {
        this.pipeline = pipeline;
        this.nested = new TransactionTemplate(transactions);
        this.nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /// A change and the run that makes it, as it stood at the step.
    record Made(Run run, Event event) {}

    /// A change that could not be made, and why.
    record Failed(Run run, RuntimeException why) {}

    static Made of(Shop shop, int part, Run run, Step.Change step, Instant now) {
        var properties = JsonNodeFactory.instance.objectNode();
        switch (step) {
            case Step.Tag(var add, var remove, _, _) -> {
                if (!add.isEmpty()) add.forEach(properties.putArray("addTags")::add);
                if (!remove.isEmpty()) remove.forEach(properties.putArray("removeTags")::add);
            }
            case Step.SetAttributes(var attributes, _, _) -> attributes.forEach(properties::set);
            case Step.Increment(var attribute, var by, _, _) ->
                    properties.putObject("increment").put(attribute, by);
        }
        var event =
                new Event(
                        Ids.stable(
                                "change",
                                run.id().toString(),
                                run.step(),
                                run.enteredStepAt().toString()),
                        shop,
                        part,
                        run.profile(),
                        Event.Call.IDENTIFY,
                        Names.IDENTIFIED,
                        now,
                        now,
                        Event.OWN,
                        false,
                        properties);
        return new Made(run, event);
    }

    /// In short, for the decision log: `+vip, −new`, the attributes' names, `points +5`.
    static String what(Step.Change step) {
        return switch (step) {
            case Step.Tag(var add, var remove, _, _) ->
                    Stream.concat(
                                    add.stream().map(tag -> "+" + tag),
                                    remove.stream().map(tag -> "−" + tag))
                            .collect(Collectors.joining(", "));
            case Step.SetAttributes(var attributes, _, _) -> String.join(", ", attributes.keySet());
            case Step.Increment(var attribute, var by, _, _) ->
                    attribute + (by < 0 ? " −" : " +") + Math.abs(by);
        };
    }

    /// Applies them, in the caller's transaction, which holds the lane and has written its runs.
    /// One that cannot be applied leaves no trace, and the others are. Trouble with the database
    /// itself is passed on.
    List<Failed> apply(int part, Instant now, List<Made> changes) {
        var failed = new ArrayList<Failed>();
        apply(part, now, changes, failed);
        return failed;
    }

    /// What was applied was taken back with all the rest.
    void rolledBack() {
        pipeline.rolledBack();
    }

    private void apply(int part, Instant now, List<Made> changes, List<Failed> failed) {
        if (changes.isEmpty()) return;
        var events = changes.stream().map(Made::event).toList();
        try {
            nested.executeWithoutResult(_ -> pipeline.run(new Batch(part, now, events)));
        } catch (RuntimeException e) {
            pipeline.rolledBack();
            if (DatabaseTrouble.in(e)) throw e;
            if (changes.size() == 1) {
                failed.add(new Failed(changes.getFirst().run(), e));
                return;
            }
            var half = changes.size() / 2;
            apply(part, now, changes.subList(0, half), failed);
            apply(part, now, changes.subList(half, changes.size()), failed);
        }
    }
}
