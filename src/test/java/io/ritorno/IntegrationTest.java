package io.ritorno;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.AppClock;
import io.ritorno.platform.ClockMover;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole program on a real database whose tenant tables are partitioned by `hash (part)`, with
/// a clock that only moves when told and nothing running by itself: a test acts, calls [#drain] and
/// looks. Contexts are shared by all classes that add nothing; each test makes its own shop.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ritorno.clock=manual",
            "ritorno.workers=0",
            "ritorno.tenant=hash",
        })
@ActiveProfiles("test")
public abstract class IntegrationTest {
    private static final String DATABASE = TestPostgres.create();

    @Autowired protected JdbcClient db;
    @Autowired protected Shops shops;
    @Autowired protected AppClock clock;
    @Autowired protected ClockMover mover;
    @Autowired protected Lanes lanes;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("ritorno.db-url", () -> DATABASE);
    }

    /// A shop of a new account: złoty, Warsaw, Polish, one part.
    protected Shop newShop() {
        return newShop(1);
    }

    protected Shop newShop(int parts) {
        return shops.create(
                new Shops.Draft(
                        newAccount(),
                        "Sklep",
                        "https://sklep.example",
                        Currency.getInstance("PLN"),
                        ZoneId.of("Europe/Warsaw"),
                        "pl",
                        "PL",
                        parts));
    }

    protected UUID newAccount() {
        var id = Ids.next(clock.instant());
        db.sql("insert into account (id, name, created_at) values (?, 'Test', ?)")
                .params(id, Times.utc(clock.instant()))
                .update();
        return id;
    }

    protected Instant now() {
        return clock.instant();
    }

    /// Does everything that waits, without moving time.
    protected void drain() {
        lanes.drain();
    }

    /// Moves time on and does everything that falls due on the way.
    protected void advance(Duration by) {
        mover.moveTo(clock.instant().plus(by));
    }
}
