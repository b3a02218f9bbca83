package io.ritorno.webhook;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {
    @Bean
    Client webhookClient(WebhookSettings settings) throws NoSuchAlgorithmException {
        return new Client(
                settings.webhookAllow(),
                settings.webhookTimeout(),
                settings.webhookCalls(),
                InetAddress::getAllByName,
                SSLContext.getDefault());
    }

    @Bean
    MovedTable webhookCallsMove() {
        return MovedTable.child("webhook_call", "run_id", "flow_run");
    }

    @Bean
    PersonalTable webhookCallsOfPeople() {
        return PersonalTable.removedWith("webhook_call", "webhookCalls", "run_id", "flow_run");
    }
}
