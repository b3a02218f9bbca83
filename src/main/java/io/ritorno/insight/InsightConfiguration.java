package io.ritorno.insight;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.util.Map;
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

    /// Whom orders are credited to stays told, and whoever was compared is counted.
    @Bean
    PersonalTable creditsOfPeople() {
        return PersonalTable.keptWith(
                "credit", "credits", "order_id", "orders", "source", "step", "touch", "reason");
    }

    @Bean
    PersonalTable holdoutsOfPeople() {
        return PersonalTable.kept("holdout_person", "holdouts", Map.of());
    }
}
