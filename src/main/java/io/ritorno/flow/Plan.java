package io.ritorno.flow;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Somebody who will enter a flow at a time, if what she was planned for still holds then.
///
/// @param slot what of several it is about; empty where a person has but one plan in a flow
/// @param context what is needed then and cannot be looked up
record Plan(int shop, UUID flow, UUID profile, String slot, Instant due, ObjectNode context) {
    static Plan of(int shop, UUID flow, UUID profile, String slot, Instant due) {
        return new Plan(shop, flow, profile, slot, due, JsonNodeFactory.instance.objectNode());
    }

    Plan at(Instant newDue) {
        return new Plan(shop, flow, profile, slot, newDue, context);
    }
}
