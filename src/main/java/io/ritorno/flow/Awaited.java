package io.ritorno.flow;

import io.ritorno.segment.Condition;
import java.util.List;

/// An event that a run waits for.
///
/// @param name of the event
/// @param where what its properties must be, all of them
record Awaited(String name, List<Condition.Did.Filter> where) {
    Awaited {
        where = List.copyOf(where);
    }
}
