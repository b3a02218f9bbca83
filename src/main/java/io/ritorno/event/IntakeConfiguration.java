package io.ritorno.event;

import io.micrometer.core.instrument.MeterRegistry;
import io.ritorno.account.Shops;
import io.ritorno.platform.Lanes;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    @Bean
    Inbox inbox(DataSource database, Lanes lanes, InstantSource time, Flyway migrated) {
        return new Inbox(database, lanes, time, 2, 20_000, 128L << 20);
    }

    @Bean
    FilterRegistrationBean<Intake> intake(
            Shops shops, Inbox inbox, InstantSource time, MeterRegistry metrics) {
        var filter = new FilterRegistrationBean<>(new Intake(shops, inbox, time, metrics));
        filter.addUrlPatterns("/v1/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
