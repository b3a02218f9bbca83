package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.coupon.Coupons;
import io.ritorno.platform.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The coupons that runs of a [Walk] have come to in one round: given together, pool by pool, one
/// for each time that a run comes to the step.
final class WalkGifts {
    /// A coupon to be given, and where its run goes then.
    private record Gift(Run run, UUID pool, Coupons.Wish wish, String to, String empty) {}

    private final Shop shop;
    private final Instant now;
    private final Coupons coupons;
    private final Attempts attempts;
    private final Walked walked;
    private final List<Gift> coming = new ArrayList<>();

    WalkGifts(Shop shop, Instant now, Coupons coupons, Attempts attempts, Walked walked) {
        this.shop = shop;
        this.now = now;
        this.coupons = coupons;
        this.attempts = attempts;
        this.walked = walked;
    }

    /// @param to where the run goes with a code
    /// @param empty where it goes when there is none
    void add(Run run, Step.Coupon step, String to, String empty) {
        var occurrence =
                Ids.stable(
                        "coupon", run.id().toString(), run.step(), run.enteredStepAt().toString());
        var pool = Objects.requireNonNull(step.pool());
        coming.add(new Gift(run, pool, new Coupons.Wish(occurrence, run.profile()), to, empty));
    }

    /// Gives them.
    ///
    /// @param open gets the runs, each at its next step
    void give(List<Run> open) {
        var byPool = new LinkedHashMap<UUID, List<Gift>>();
        for (var gift : coming)
            byPool.computeIfAbsent(gift.pool(), _ -> new ArrayList<>()).add(gift);
        coming.clear();
        byPool.forEach(
                (pool, of) -> {
                    var runs = of.stream().map(Gift::run).toList();
                    var wishes = of.stream().map(Gift::wish).toList();
                    var given = attempts.parking(runs, () -> coupons.give(shop, pool, wishes, now));
                    if (given == null) return;
                    for (var gift : of) open.add(given(gift, given.get(gift.wish().occurrence())));
                });
    }

    private Run given(Gift gift, Coupons.@Nullable Coupon coupon) {
        var run = gift.run();
        if (coupon == null) {
            walked.log(run, "coupon", "none-left", Walked.detail());
            return walked.move(run, gift.empty());
        }
        walked.log(run, "coupon", "given", Walked.detail().put("code", coupon.code()));
        var context = run.context().deepCopy();
        var kept = context.putObject("coupon").put("code", coupon.code());
        if (coupon.expires() != null) kept.put("expires", coupon.expires().toString());
        return walked.move(run.with(context), gift.to());
    }
}
