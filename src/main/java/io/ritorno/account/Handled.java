package io.ritorno.account;

import io.ritorno.platform.Lane;
import io.ritorno.platform.LaneWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What was done while the manual clock moved, by kind.
///
/// @param work the same by the name of each work
public record Handled(int events, int timers, int messages, Map<String, Integer> work) {
    /// @param done what [io.ritorno.platform.ClockMover#moveTo] says
    public static Handled of(Map<String, Integer> done, List<LaneWork> works) {
        var lanes = new HashMap<String, Lane>();
        works.forEach(work -> lanes.put(work.name(), work.lane()));
        int events = 0;
        int timers = 0;
        int messages = 0;
        for (var entry : done.entrySet()) {
            int n = entry.getValue();
            if (entry.getKey().equals("events")) events += n;
            else if (lanes.get(entry.getKey()) == Lane.SEND) messages += n;
            else timers += n;
        }
        return new Handled(events, timers, messages, Map.copyOf(done));
    }
}
