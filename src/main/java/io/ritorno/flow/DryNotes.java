package io.ritorno.flow;

import io.ritorno.segment.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What of a dry run was answered with the knowledge of today, because the past did not keep it.
/// Each is a code that the screens have in words.
final class DryNotes {
    private DryNotes() {}

    /// @param others to which the flow leads: how they begin does not matter
    static Set<String> of(Live live, Collection<Live> others) {
        var notes = new TreeSet<String>();
        notes.add("told-late");
        trigger(live.trigger(), notes);
        definition(live.definition(), notes);
        for (var other : others) definition(other.definition(), notes);
        if (live.flow().liveSince() != null) notes.add("was-live");
        return notes;
    }

    private static void definition(Definition definition, Set<String> notes) {
        var conditions = new ArrayList<>(definition.stopConditions());
        if (definition.audience() != null) conditions.add(definition.audience());
        for (var step : definition.steps().values()) {
            if (step.condition() != null) conditions.add(step.condition());
            step(step, notes);
        }
        for (var condition : conditions) condition(condition, notes);
    }

    private static void trigger(Trigger trigger, Set<String> notes) {
        switch (trigger) {
            case Trigger.CartAbandoned _ -> notes.add("cart-rule");
            case Trigger.CheckoutAbandoned _,
                    Trigger.BrowseAbandoned _,
                    Trigger.SearchAbandoned _ ->
                    notes.add("carts");
            case Trigger.BackInStock _, Trigger.PriceDrop _ -> notes.add("products");
            case Trigger.SegmentEntered _, Trigger.SegmentLeft _ -> notes.add("segment-since");
            case Trigger.Manual _ -> notes.add("by-hand");
            case Trigger.Happened(var name, _, _) when name.startsWith("Message ") ->
                    notes.add("messages");
            default -> {}
        }
        if (trigger instanceof Trigger.Ordered order && !order.goods().all()) notes.add("goods");
        if (trigger instanceof Trigger.BrowseAbandoned(_, var goods) && !goods.all())
            notes.add("goods");
    }

    private static void step(Step step, Set<String> notes) {
        switch (step) {
            case Step.Send send -> {
                notes.add("address");
                if (!send.transactional()) notes.add("gate");
                if (send.minimumCart() != null) notes.add("carts");
            }
            case Step.WaitFor wait -> {
                if (wait.event() != null && wait.event().name().startsWith("Message "))
                    notes.add("messages");
            }
            case Step.Random random -> {
                if (random.winner() != null) notes.add("winner");
            }
            case Step.Change _ -> notes.add("changes");
            case Step.Coupon _ -> notes.add("coupons");
            case Step.Webhook _ -> notes.add("webhooks");
            case Step.Move _ -> notes.add("moves");
            case Step.Wait _,
                    Step.WaitUntil _,
                    Step.WaitDate _,
                    Step.Branch _,
                    Step.Split _,
                    Step.Holdout _,
                    Step.End() -> {}
        }
    }

    private static void condition(Condition condition, Set<String> notes) {
        switch (condition) {
            case Condition.All(var of) -> conditions(of, notes);
            case Condition.Any(var of) -> conditions(of, notes);
            case Condition.Not(var of) -> condition(of, notes);
            case Condition.Purchased _,
                    Condition.OrderAmount _,
                    Condition.TotalSpent _,
                    Condition.OrderCount _,
                    Condition.LastPurchase _,
                    Condition.BoughtProduct _,
                    Condition.Ordered _ ->
                    notes.add("orders");
            case Condition.BoughtCategory _, Condition.BoughtBrand _ -> {
                notes.add("orders");
                notes.add("goods");
            }
            case Condition.OpenCart _, Condition.CartAbandoned _, Condition.LastCart _ ->
                    notes.add("carts");
            case Condition.Moment(var of, _) -> {
                if (of.name().startsWith("LAST_") && of != Condition.Moment.Of.LAST_SEEN)
                    notes.add("messages");
            }
            case Condition.Attribute _, Condition.Trait _ -> notes.add("traits");
            case Condition.Consented _ -> notes.add("consent");
            case Condition.Listed _ -> notes.add("lists");
            case Condition.Rfm _, Condition.Top _ -> notes.add("orders");
            case Condition.InSegment _ -> notes.add("segments");
            case Condition.Messaged _ -> notes.add("messages");
            case Condition.Did did -> {
                if (did.event().startsWith("Message ")) notes.add("messages");
            }
        }
    }

    private static void conditions(List<Condition> of, Set<String> notes) {
        for (var each : of) condition(each, notes);
    }
}
