package io.ritorno.delivery;

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
}
