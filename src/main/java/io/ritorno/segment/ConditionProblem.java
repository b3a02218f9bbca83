package io.ritorno.segment;

/// Why a condition cannot be used.
///
/// @param field the place within the condition, such as `of[2].amount.value`; empty for the whole
/// @param message in English, says what is wrong with it
public record ConditionProblem(String field, String message) {}
