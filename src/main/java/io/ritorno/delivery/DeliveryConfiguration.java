package io.ritorno.delivery;

import io.ritorno.profile.MovedTable;
import java.time.InstantSource;
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
}
