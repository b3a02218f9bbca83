package io.ritorno.insight;

import io.ritorno.account.Shop;
import io.ritorno.profile.MergeStage;
import io.ritorno.profile.Move;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// She clicked as one person and bought as another: once the two are known to be one, the click
/// gets its order; when they turn out to be two after all, it loses it.
@Component
class CreditAfterMerge implements MergeStage {
    private final Ledger ledger;
    private final Touches touches;
    private final InstantSource time;

    CreditAfterMerge(Ledger ledger, Touches touches, InstantSource time) {
        this.ledger = ledger;
        this.touches = touches;
        this.time = time;
    }

    @Override
    public void moved(Shop shop, Move move) {
        chooseAgain(shop, move.toPart(), move.to());
        if (move.undoes()) chooseAgain(shop, move.fromPart(), move.from());
    }

    private void chooseAgain(Shop shop, int part, UUID profile) {
        var orders = touches.ordersOf(shop, part, profile);
        if (!orders.isEmpty())
            ledger.settle(shop, part, orders, Set.copyOf(orders), time.instant());
    }
}
