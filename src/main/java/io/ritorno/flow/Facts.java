package io.ritorno.flow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a step may know about the run that stands at it.
///
/// @param anchor when the person entered, put off by the time the run was held up
/// @param enteredStepAt when the run came to this step
/// @param holds whether she satisfies the step's condition; true where it has none
/// @param cartValue what the run's cart is worth now; null when it has none
record Facts(Instant anchor, Instant enteredStepAt, boolean holds, @Nullable Long cartValue) {}
