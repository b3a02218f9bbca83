package io.ritorno.flow;

/// A flow that people may be in (live, or paused a while), with what it does for those who enter
/// now.
record Live(Flow flow, Definition definition) {
    Trigger trigger() {
        return definition.trigger();
    }
}
