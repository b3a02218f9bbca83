package io.ritorno.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What [Rules] are told about a run of a dry run at a moment, as [StepFacts] tells it of live
/// ones.
final class DryFacts {
    private final Past past;

    DryFacts(Past past) {
        this.past = past;
    }

    /// Why her cart ends the run; null when it does not.
    @Nullable String cartOver(PastRun run, Instant at, boolean stopsByOrder) {
        if (run.run.cart() == null) return null;
        return CartFacts.over(cart(run, at), stopsByOrder);
    }

    private CartFacts.@Nullable Cart cart(PastRun run, Instant at) {
        var id = run.run.cart();
        var row = id == null ? null : past.carts.get(id);
        var state = row == null ? null : past.state(row.id(), at);
        return row == null || state == null ? null : new CartFacts.Cart(state, past.value(row, at));
    }

    /// What a step asks about a run.
    ///
    /// @param holds whether the step's condition holds
    Facts of(PastRun one, Step step, boolean holds, Instant at) {
        var run = one.run;
        var cart = cart(one, at);
        var facts =
                new Facts(
                        run.anchor(),
                        run.enteredStepAt(),
                        holds,
                        cart == null ? null : cart.value());
        var shop = past.shop;
        return switch (step) {
            case Step.WaitUntil wait ->
                    facts.in(
                            StepFacts.zone(shop, wait.zone(), past.person(run.profile(), at)),
                            null);
            case Step.WaitDate wait -> {
                var person = past.person(run.profile(), at);
                var zone = StepFacts.zone(shop, wait.zone(), person);
                var consent = past.consent(run.profile(), "email", at);
                yield facts.in(zone, StepFacts.date(wait.of(), run, person, consent, zone));
            }
            case Step.WaitFor _ -> facts.after(one.heard);
            case Step.Split split -> {
                var person = past.person(run.profile(), at);
                yield person == null || split.of() == null
                        ? facts
                        : facts.having(StepFacts.values(split.of(), person));
            }
            case Step.Random _, Step.Holdout _ ->
                    facts.drawing(Draw.lot(run.flow(), run.step(), run.profile()), null);
            case Step.Change change when change.onlyIfSent() != null -> {
                var message = one.messages.get(change.onlyIfSent());
                yield facts.after(message == null ? Facts.Message.NOT_SENT : message.state);
            }
            case Step.Coupon _ -> facts.keptOut(past.keptOut.contains(run.profile()));
            default -> facts;
        };
    }
}
