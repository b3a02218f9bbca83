package io.ritorno.delivery;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {
    @Bean
    EmailProvider emailProvider(DeliverySettings settings, InstantSource time) {
        var url = settings.smtpUrl();
        return url == null ? new EmailProvider.Outbox() : new Smtp(settings, url, time);
    }

    @Bean
    MovedTable messagesMove() {
        return MovedTable.withOrigin("message");
    }

    @Bean
    MovedTable messageBodiesMove() {
        return MovedTable.child("message_body", "message_id", "message");
    }

    @Bean
    MovedTable touchesMove() {
        return MovedTable.following("touch", "message_id", "message");
    }

    /// Reports count messages and what was done with them, so these rows stay; what was written
    /// does not, nor to which address.
    @Bean
    PersonalTable messagesOfPeople() {
        return PersonalTable.kept(
                "message",
                "messages",
                Map.of(
                        "address", "null",
                        "subject", "null",
                        "context", "'{}'",
                        "coupon", "null",
                        // what a mail server said may name the address
                        "reason", "case when t.reason ~ '^[a-z-]+$' then t.reason end"),
                "channel",
                "status",
                "step");
    }

    @Bean
    PersonalTable messageBodiesOfPeople() {
        // told by MailsOfPeople, unpacked
        return PersonalTable.removedWith("message_body", "", "message_id", "message");
    }

    @Bean
    PersonalTable touchesOfPeople() {
        return PersonalTable.kept("touch", "reactions", Map.of(), "kind", "channel", "step");
    }

    @Bean
    PersonalTable decisionsOfPeople() {
        return PersonalTable.removed("decision", "decisions");
    }
}
