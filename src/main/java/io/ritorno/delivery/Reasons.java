package io.ritorno.delivery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every reason that a decision may have, by outcome. The screens have a sentence for each in every
/// language; a test compares them with this list, and this list with what the code writes.
public final class Reasons {
    /// Why a run ends early, and why a message that it has queued is taken back.
    private static final List<String> STOPS =
            List.of(
                    "ordered",
                    "stop-event",
                    "stop-condition",
                    "segment-left",
                    "cart-emptied",
                    "cart-gone",
                    "flow-archived",
                    "taken-out",
                    "loop-limit");

    private static final Map<String, Set<String>> ALL =
            Map.ofEntries(
                    of("entered", "trigger", "manual", "moved"),
                    of("not-entered", "re-entry", "audience", "not-live"),
                    of(
                            "branched",
                            "yes",
                            "no",
                            "case",
                            "otherwise",
                            "way",
                            "winner",
                            "event",
                            "condition",
                            "timeout",
                            "no-date"),
                    of("changed", "tag", "attribute"),
                    of("not-changed", "not-sent"),
                    of("coupon", "given", "none-left", "shop-holdout"),
                    of("webhook", "delivered", "failed"),
                    of("stopped", STOPS.toArray(String[]::new)),
                    of("moved", "version", "flow"),
                    of("ended", "end"),
                    of("parked", "failed"),
                    of("send", "allowed", "transactional"),
                    of("hold", "quiet-hours"),
                    of("held-out", "holdout", "shop-holdout"),
                    of(
                            "skip",
                            STOPS,
                            "message-filter",
                            "cart-too-small",
                            "already-written",
                            "already-sent",
                            "no-person",
                            "no-address",
                            "invalid-address",
                            "suppressed",
                            "unsubscribed",
                            "consent-pending",
                            "no-consent",
                            "frequency-cap",
                            "not-rendered"));

    private Reasons() {}

    /// By outcome, in order.
    public static Map<String, Set<String>> all() {
        return new TreeMap<>(ALL);
    }

    static boolean known(String outcome, String reason) {
        return ALL.getOrDefault(outcome, Set.of()).contains(reason);
    }

    private static Map.Entry<String, Set<String>> of(String outcome, String... reasons) {
        return of(outcome, List.of(), reasons);
    }

    private static Map.Entry<String, Set<String>> of(
            String outcome, List<String> more, String... reasons) {
        var all = new TreeSet<>(more);
        all.addAll(List.of(reasons));
        return Map.entry(outcome, all);
    }
}
