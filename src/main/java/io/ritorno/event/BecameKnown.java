package io.ritorno.event;

/// Noted in the batch: by this event its person is, for the first time, known by more than a
/// browser.
public record BecameKnown(Event event) {}
