package io.ritorno.event;

import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Walks a batch through all stages. The log is written before segments and flows look at it, and
/// once more for what they derive.
@Component
public class Pipeline {
    private final ObjectProvider<EventStage> stages;
    private final EventLog log;

    Pipeline(ObjectProvider<EventStage> stages, EventLog log) {
        this.stages = stages;
        this.log = log;
    }

    /// Call inside the transaction that holds the part's event lane.
    public void run(Batch batch) {
        if (batch.events().isEmpty()) return;
        var ordered = stages.stream().sorted(Comparator.comparingInt(EventStage::order)).toList();
        run(batch, ordered, Integer.MIN_VALUE, EventStage.LOG);
        var logged = batch.events();
        log.append(batch, logged);
        run(batch, ordered, EventStage.LOG, Integer.MAX_VALUE);
        var all = batch.events();
        log.append(batch, all.subList(logged.size(), all.size()));
    }

    /// Says to the stages that what they did last was rolled back.
    public void rolledBack() {
        stages.forEach(EventStage::rolledBack);
    }

    private static void run(Batch batch, List<EventStage> ordered, int from, int before) {
        for (var stage : ordered)
            if (stage.order() >= from && stage.order() < before) stage.apply(batch);
    }
}
