package io.ritorno.webhook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// The calls that this node has under way, and the answers that have come and are not yet written.
/// Bounds them: all together, and for each host. Safe for any number of threads.
final class Abroad {
    /// Hosts that are remembered as slow; beyond that, whichever.
    private static final int MOST_SLOW = 10_000;

    private final int most;
    private final int perHost;
    private final Map<String, Integer> underWay = new HashMap<>();
    private final Set<String> slow = new HashSet<>();
    private final Map<Integer, List<Came>> came = new HashMap<>();
    private int all;

    Abroad(int most, int perHost) {
        this.most = most;
        this.perHost = perHost;
    }

    /// An answer to a try.
    record Came(int part, int shop, UUID id, int tries, Answer answer) {}

    /// How many more may be made at all.
    synchronized int free() {
        return most - all;
    }

    /// Hosts that take no more.
    synchronized Set<String> full() {
        var full = new HashSet<String>();
        underWay.forEach(
                (host, n) -> {
                    if (n >= limit(host)) full.add(host);
                });
        return full;
    }

    private int limit(String host) {
        // one that hangs shall not hold so many of the places that all hosts share
        return slow.contains(host) ? 1 : perHost;
    }

    /// Takes a place for a call; false when there is none.
    synchronized boolean enter(String host) {
        if (all >= most || underWay.getOrDefault(host, 0) >= limit(host)) return false;
        underWay.merge(host, 1, Integer::sum);
        all++;
        return true;
    }

    /// Gives the place back.
    synchronized void leave(String host) {
        all--;
        underWay.computeIfPresent(host, (_, n) -> n == 1 ? null : n - 1);
        notifyAll();
    }

    /// Notes an answer and gives the place back.
    synchronized void done(String host, Came answer) {
        if (answer.answer().why().equals("timeout")) {
            if (slow.size() < MOST_SLOW) slow.add(host);
        } else slow.remove(host);
        came.computeIfAbsent(answer.part(), _ -> new ArrayList<>()).add(answer);
        leave(host);
    }

    /// Parts with answers.
    synchronized Set<Integer> parts() {
        return new LinkedHashSet<>(came.keySet());
    }

    /// Takes a part's answers.
    synchronized List<Came> take(int part) {
        var taken = came.remove(part);
        return taken == null ? List.of() : taken;
    }

    /// Puts answers back that could not be written.
    synchronized void back(List<Came> answers) {
        for (var answer : answers)
            came.computeIfAbsent(answer.part(), _ -> new ArrayList<>()).add(answer);
    }

    /// Waits until an answer is there.
    ///
    /// @return false when nothing is under way
    synchronized boolean await() throws InterruptedException {
        while (came.isEmpty()) {
            if (all == 0) return false;
            wait();
        }
        return true;
    }
}
