package io.ritorno.segment;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class SegmentConfiguration {
    @Bean
    MovedTable listedMove() {
        return MovedTable.withOrigin("listed");
    }

    @Bean
    PersonalTable listsOfPeople() {
        return PersonalTable.removed("listed", "lists");
    }

    /// [SegmentChecks] counts them out of their segments first.
    @Bean
    PersonalTable membershipsOfPeople() {
        return PersonalTable.removed("membership", "segments");
    }
}
