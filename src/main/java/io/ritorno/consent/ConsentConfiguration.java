package io.ritorno.consent;

import io.ritorno.profile.PersonalTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsentConfiguration {
    @Bean
    PersonalTable consentsOfPeople() {
        return PersonalTable.removed("consent", "consents");
    }
}
