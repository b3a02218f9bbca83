package io.ritorno.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.function.SingletonSupplier;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlatformSettings.class)
class PlatformConfiguration {
    @Bean
    Database database(PlatformSettings settings) {
        return Database.open(settings);
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.pool();
    }

    @Bean
    FlywayConfigurationCustomizer spread(PlatformSettings settings) {
        return flyway -> flyway.placeholders(placeholders(settings));
    }

    static Map<String, String> placeholders(PlatformSettings settings) {
        var byHash = settings.tenant().equals("hash");
        var placeholders = new HashMap<String, String>();
        placeholders.put("tenant", byHash ? "partition by hash (part)" : "");
        placeholders.put(
                "monthly", byHash ? "partition by hash (part)" : "partition by range (at)");
        return placeholders;
    }

    @Bean
    Months months(
            JdbcClient db,
            PlatformTransactionManager transactions,
            PlatformSettings settings,
            Flyway migrated) {
        var byHash = settings.tenant().equals("hash");
        if (byHash) HashPartitions.make(db);
        return new Months(db, transactions, byHash);
    }

    @Bean
    Upkeep upkeep(Months months, JdbcClient db, AppClock clock, PlatformSettings settings) {
        return new Upkeep(months, new Statistics(db), clock, settings.workers() > 0);
    }

    @Bean
    AppClock clock(PlatformSettings settings, JdbcClient db, Flyway migrated) {
        if (settings.clock().equals("system")) return AppClock.running();
        var position =
                db.sql("select position from app_clock where id = 1")
                        .query(OffsetDateTime.class)
                        .optional()
                        .map(OffsetDateTime::toInstant);
        return AppClock.manual(position.orElseGet(PlatformConfiguration::wholeHour));
    }

    /// A new manual clock starts at the hour that has just begun, so that what a person sees first
    /// is near her own day.
    private static Instant wholeHour() {
        return InstantSource.system().instant().truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    }

    @Bean
    Lanes lanes(
            JdbcClient db,
            PlatformTransactionManager transactions,
            AppClock clock,
            ObjectProvider<LaneWork> works,
            PlatformSettings settings) {
        return new Lanes(
                db,
                transactions,
                clock,
                SingletonSupplier.of(() -> works.orderedStream().toList()),
                settings.workers());
    }

    @Bean
    ClockMover clockMover(AppClock clock, Lanes lanes, JdbcClient db) {
        return new ClockMover(clock, lanes, db);
    }
}
