package io.ritorno.event;

import io.ritorno.platform.Lanes;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    @Bean
    Inbox inbox(DataSource database, Lanes lanes, InstantSource time, Flyway migrated) {
        return new Inbox(database, lanes, time, 2, 20_000, 128L << 20);
    }
}
