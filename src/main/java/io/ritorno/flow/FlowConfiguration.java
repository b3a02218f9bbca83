package io.ritorno.flow;

import io.ritorno.profile.MovedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FlowConfiguration {
    /// Runs go along when a person turns out to be another.
    @Bean
    MovedTable flowRunsMove() {
        return MovedTable.withOrigin("flow_run");
    }

    @Bean
    MovedTable flowDrawsMove() {
        return MovedTable.child("flow_draw", "run_id", "flow_run");
    }
}
