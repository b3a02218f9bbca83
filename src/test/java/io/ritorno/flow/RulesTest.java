package io.ritorno.flow;

import static io.ritorno.flow.Rules.next;
import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.flow.Next.Choose;
import io.ritorno.flow.Next.Deliver;
import io.ritorno.flow.Next.Finish;
import io.ritorno.flow.Next.Go;
import io.ritorno.flow.Next.Skip;
import io.ritorno.flow.Next.Sleep;
import io.ritorno.flow.Step.Branch;
import io.ritorno.flow.Step.End;
import io.ritorno.flow.Step.Send;
import io.ritorno.flow.Step.Since;
import io.ritorno.flow.Step.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");
    private static final Instant TEN = NINE.plus(Duration.ofHours(1));

    /// Entered at nine, came to the step at ten.
    private static Facts facts(boolean holds, @Nullable Long cart) {
        return new Facts(NINE, TEN, holds, cart);
    }

    private static final Facts PLAIN = facts(true, null);

    @Test
    void waitEndsOnTheSecond() {
        var wait = new Wait(Duration.ofHours(24), Since.STEP, "reminder");
        var end = TEN.plus(Duration.ofHours(24));

        assertThat(next(wait, PLAIN, end.minusMillis(1))).isEqualTo(new Sleep(end));
        assertThat(next(wait, PLAIN, end)).isEqualTo(new Go("reminder"));
        assertThat(next(wait, PLAIN, end.plusSeconds(9))).isEqualTo(new Go("reminder"));
    }

    @Test
    void waitSinceEntryDoesNotCareWhenTheStepWasReached() {
        var wait = new Wait(Duration.ofHours(24), Since.ENTRY, "reminder");

        assertThat(next(wait, PLAIN, TEN)).isEqualTo(new Sleep(NINE.plus(Duration.ofHours(24))));
    }

    @Test
    void waitThatWasOverBeforeItBeganGoesOn() {
        var wait = new Wait(Duration.ofMinutes(30), Since.ENTRY, "reminder");

        assertThat(next(wait, PLAIN, TEN)).isEqualTo(new Go("reminder"));
    }

    @Test
    void branchTakesTheWayOfTheAnswer() {
        var branch = new Branch(Definitions.everyone(), "thanks", "coupon");

        assertThat(next(branch, facts(true, null), TEN)).isEqualTo(new Choose("yes", "thanks"));
        assertThat(next(branch, facts(false, null), TEN)).isEqualTo(new Choose("no", "coupon"));
    }

    @Test
    void branchWithoutConditionIsANo() {
        assertThat(next(new Branch(null, "a", "b"), PLAIN, TEN)).isEqualTo(new Choose("no", "b"));
    }

    @Test
    void sendDelivers() {
        assertThat(next(send(null), PLAIN, TEN)).isEqualTo(new Deliver("next"));
    }

    @Test
    void messageFilterSkipsTheMessageAndNotTheRun() {
        assertThat(next(send(null), facts(false, null), TEN))
                .isEqualTo(new Skip("message-filter", "next"));
    }

    @Test
    void minimumCartIsReachedByItsOwnValue() {
        assertThat(next(send(5000L), facts(true, 5000L), TEN)).isEqualTo(new Deliver("next"));
        assertThat(next(send(5000L), facts(true, 4999L), TEN))
                .isEqualTo(new Skip("cart-too-small", "next"));
    }

    @Test
    void minimumCartIsNotReachedWithoutCart() {
        assertThat(next(send(0L), facts(true, null), TEN))
                .isEqualTo(new Skip("cart-too-small", "next"));
        assertThat(next(send(0L), facts(true, 0L), TEN)).isEqualTo(new Deliver("next"));
    }

    @Test
    void filterIsToldBeforeTheCart() {
        assertThat(next(send(5000L), facts(false, 1L), TEN))
                .isEqualTo(new Skip("message-filter", "next"));
    }

    @Test
    void endFinishes() {
        assertThat(next(new End(), PLAIN, TEN)).isEqualTo(new Finish());
    }

    @Test
    void punctualRunKeepsItsAnchor() {
        assertThat(Rules.anchor(NINE, TEN, TEN)).isEqualTo(NINE);
        assertThat(Rules.anchor(NINE, TEN, TEN.plus(Rules.PUNCTUAL))).isEqualTo(NINE);
    }

    @Test
    void runHeldUpKeepsTheDistanceBetweenItsMessages() {
        var days = Duration.ofDays(3);
        // due at ten, an hour after entry; a pause ends three days later
        var anchor = Rules.anchor(NINE, TEN, TEN.plus(days));

        assertThat(anchor).isEqualTo(NINE.plus(days));
        var second = new Wait(Duration.ofHours(24), Since.ENTRY, "second");
        assertThat(next(second, new Facts(anchor, TEN.plus(days), true, null), TEN.plus(days)))
                .isEqualTo(new Sleep(TEN.plus(days).plus(Duration.ofHours(23))));
    }

    @Test
    void onceForEachCart() {
        var rule = new Reentry.OncePerKey();
        var before = List.of(new Reentry.Before("cart 1", NINE));

        assertThat(rule.allows("cart 1", TEN, before)).isFalse();
        assertThat(rule.allows("cart 2", TEN, before)).isTrue();
    }

    @Test
    void neverAgain() {
        assertThat(new Reentry.Never().allows("a", TEN, List.of())).isTrue();
        assertThat(new Reentry.Never().allows("b", TEN, List.of(new Reentry.Before("a", NINE))))
                .isFalse();
    }

    @Test
    void againOnceTheTimeHasPassed() {
        var rule = new Reentry.After(Duration.ofHours(1));
        var before = List.of(new Reentry.Before("a", NINE));

        assertThat(rule.allows("a", TEN.minusMillis(1), before)).isFalse();
        assertThat(rule.allows("a", TEN, before)).isTrue();
    }

    @Test
    void eachTime() {
        var before = List.of(new Reentry.Before("a", TEN));
        assertThat(new Reentry.Always().allows("a", TEN, before)).isTrue();
    }

    @Test
    void cartThatIsGoneOrEmptyEndsTheRun() {
        assertThat(CartFacts.over(null, false)).isEqualTo("cart-gone");
        assertThat(CartFacts.over(new CartFacts.Cart("emptied", 0), false))
                .isEqualTo("cart-emptied");
        assertThat(CartFacts.over(new CartFacts.Cart("open", 100), true)).isNull();
        assertThat(CartFacts.over(new CartFacts.Cart("abandoned", 100), true)).isNull();
    }

    @Test
    void orderedCartEndsOnlyFlowsThatStopByOrder() {
        assertThat(CartFacts.over(new CartFacts.Cart("recovered", 100), true)).isEqualTo("ordered");
        assertThat(CartFacts.over(new CartFacts.Cart("ordered", 100), true)).isEqualTo("ordered");
        assertThat(CartFacts.over(new CartFacts.Cart("ordered", 100), false)).isNull();
    }

    private static Send send(@Nullable Long minimumCart) {
        return new Send(
                "email", false, UUID.randomUUID().toString(), null, minimumCart, Map.of(), "next");
    }
}
