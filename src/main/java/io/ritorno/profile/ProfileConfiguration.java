package io.ritorno.profile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The event log knows nothing of merges, so its move is declared here.
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    @Bean
    MovedTable eventsMove() {
        return MovedTable.withOrigin("event");
    }
}
