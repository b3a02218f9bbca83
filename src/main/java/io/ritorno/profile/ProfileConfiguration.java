package io.ritorno.profile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged, and what becomes of it when she is erased. The modules
/// of events know nothing of people, so their tables are declared here.
@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    @Bean
    MovedTable eventsMove() {
        return MovedTable.withOrigin("event");
    }

    @Bean
    PersonalTable eventsOfPeople() {
        return PersonalTable.removed("event", "events");
    }

    /// Calls on their way from one part to another: they are in the log within seconds.
    @Bean
    PersonalTable inboxOfPeople() {
        return PersonalTable.removed("inbox", "");
    }

    @Bean
    PersonalTable profilesOfPeople() {
        return PersonalTable.removed("profile", "profiles", "t.id = any(?)");
    }

    @Bean
    PersonalTable traitsOfPeople() {
        return PersonalTable.removed("profile_trait", "traits");
    }

    @Bean
    PersonalTable identitiesOfPeople() {
        return PersonalTable.removed("identity", "identities");
    }

    @Bean
    PersonalTable purchasesOfPeople() {
        return PersonalTable.removed("purchases", "purchases");
    }

    @Bean
    PersonalTable mergesOfPeople() {
        return PersonalTable.removed("merge", "merges", "t.winner = any(?) or t.loser = any(?)");
    }
}
