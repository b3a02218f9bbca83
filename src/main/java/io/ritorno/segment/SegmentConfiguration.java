package io.ritorno.segment;

import io.ritorno.profile.MovedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class SegmentConfiguration {
    @Bean
    MovedTable listedMove() {
        return MovedTable.withOrigin("listed");
    }
}
