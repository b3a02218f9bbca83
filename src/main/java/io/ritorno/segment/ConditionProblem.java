package io.ritorno.segment;

import io.ritorno.platform.Reason;

/// Why a condition cannot be used.
///
/// @param field the place within the condition, such as `of[2].amount.value`; empty for the whole
public record ConditionProblem(String field, Reason reason) {}
