package io.ritorno.segment;

import java.util.UUID;

/// Something that needs a segment.
///
/// @param kind `flow` or `segment`
public record SegmentUse(String kind, UUID id, String name) {}
