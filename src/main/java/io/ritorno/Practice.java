package io.ritorno;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Ends the program as soon as it is ready (`RITORNO_PRACTICE=true`): the start from which the
/// launcher makes the cache for later ones.
@Component
@ConditionalOnBooleanProperty("ritorno.practice")
class Practice {
    @EventListener
    void ready(ApplicationReadyEvent event) {
        // not in this thread: the start itself has to end first
        Thread.ofPlatform().start(() -> System.exit(0));
    }
}
