package io.ritorno.insight;

import io.ritorno.profile.MovedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class InsightConfiguration {
    @Bean
    MovedTable creditMoves() {
        return MovedTable.following("credit", "order_id", "orders");
    }

    @Bean
    MovedTable holdoutMoves() {
        return MovedTable.withOrigin("holdout_person");
    }
}
