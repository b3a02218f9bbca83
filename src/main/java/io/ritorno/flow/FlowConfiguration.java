package io.ritorno.flow;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.util.Map;
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

    /// How many went through a flow, and which way chance sent them, is compared long after.
    @Bean
    PersonalTable runsOfPeople() {
        return PersonalTable.kept(
                "flow_run",
                "flowRuns",
                Map.of(
                        "key", "'erased'",
                        "context", "'{}'",
                        "awaits", "null",
                        // of a parked run it is what went wrong, with whatever was in it
                        "reason", "case when t.reason ~ '^[a-z-]+$' then t.reason end"),
                "status",
                "step");
    }

    @Bean
    PersonalTable drawsOfPeople() {
        return PersonalTable.keptWith(
                "flow_draw", "flowDraws", "run_id", "flow_run", "step", "way");
    }

    @Bean
    PersonalTable plansOfPeople() {
        return PersonalTable.removed("flow_plan", "flowPlans");
    }

    @Bean
    PersonalTable interestsOfPeople() {
        return PersonalTable.removed("product_interest", "interests");
    }

    @Bean
    PersonalTable storiesOfPeople() {
        return PersonalTable.removed("flow_dry_person", "dryRuns");
    }
}
