package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.delivery.Messages;
import io.ritorno.delivery.NewMessage;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// The messages that runs of a [Walk] have come to in one round: queued together, once for each
/// time that a run comes by.
final class WalkSends {
    /// Times a run may pass one message, if its flow goes in a circle.
    static final int MOST = 100;

    /// A message and where its run goes when it is queued.
    private record Outgoing(Run run, NewMessage message, String to) {}

    private final Shop shop;
    private final int part;
    private final Instant now;
    private final Messages messages;
    private final Attempts attempts;
    private final Walked walked;
    private final List<Outgoing> coming = new ArrayList<>();

    WalkSends(
            Shop shop, int part, Instant now, Messages messages, Attempts attempts, Walked walked) {
        this.shop = shop;
        this.part = part;
        this.now = now;
        this.messages = messages;
        this.attempts = attempts;
        this.walked = walked;
    }

    /// @param priority the flow's
    /// @param to where the run goes then
    void add(Run run, Step.Send step, int priority, String to) {
        var times = run.context().path("sends").path(run.step()).asInt(0);
        if (times >= MOST) walked.stop(run, "loop-limit");
        else coming.add(new Outgoing(run, message(run, step, priority, times), to));
    }

    private NewMessage message(Run run, Step.Send step, int priority, int times) {
        var event = run.context().path("event");
        return new NewMessage(
                Ids.stable("flow", run.id().toString(), run.step(), String.valueOf(times)),
                run.profile(),
                step.channel(),
                step.transactional(),
                run.flow(),
                run.version(),
                run.id(),
                run.step(),
                run.cart(),
                event instanceof ObjectNode properties ? properties : Walked.detail(),
                now,
                priority,
                run.context().path("coupon") instanceof ObjectNode coupon ? coupon : null);
    }

    /// Queues them.
    ///
    /// @param open gets the runs, each at its next step
    void queue(List<Run> open) {
        if (coming.isEmpty()) return;
        var all = coming.stream().map(Outgoing::message).toList();
        var queued = attempts.together(() -> messages.queue(part, shop, all));
        for (var send : coming) {
            var hers =
                    queued != null
                            ? queued
                            : attempts.parking(
                                    List.of(send.run()),
                                    () -> messages.queue(part, shop, List.of(send.message())));
            if (hers != null) open.add(queued(send, hers));
        }
        coming.clear();
    }

    private Run queued(Outgoing send, Map<UUID, UUID> queued) {
        var run = send.run();
        if (!queued.containsKey(send.message().occurrence()))
            walked.log(run, "skip", "already-written", Walked.detail());
        var context = run.context().deepCopy();
        var sends = context.withObjectProperty("sends");
        sends.put(run.step(), sends.path(run.step()).asInt(0) + 1);
        return walked.move(run.with(context), send.to());
    }
}
