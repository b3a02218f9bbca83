package io.ritorno;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.platform.AppClock;
import io.ritorno.platform.ClockMover;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Lanes;
import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
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
            "ritorno.webhook-allow=localhost,127.0.0.1",
        })
@ActiveProfiles("test")
public abstract class IntegrationTest {
    private static final String DATABASE = TestPostgres.create();

    @Autowired protected JdbcClient db;
    @Autowired protected Shops shops;
    @Autowired protected AppClock clock;
    @Autowired protected ClockMover mover;
    @Autowired protected Lanes lanes;
    @LocalServerPort protected int port;

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

    /// An HTTP client with an owner's API key of the shop's account.
    protected Api api(Shop shop) {
        return api(shop.id(), key(shop.account(), "owner"));
    }

    /// The same with a key of another role: `viewer`, `marketer` or `owner`.
    protected Api api(Shop shop, String role) {
        return api(shop.id(), key(shop.account(), role));
    }

    /// An HTTP client that says nothing of who it is.
    protected Api anybody() {
        return new Api("http://localhost:" + port, 0, List.of());
    }

    private Api api(int shop, String key) {
        return new Api("http://localhost:" + port, shop, List.of("Authorization", "Bearer " + key));
    }

    private String key(UUID account, String role) {
        var id = Ids.next(clock.instant());
        var key = "test-key-" + id;
        db.sql(
                        """
                        insert into api_key (id, account_id, name, hash, role, created_at)
                        values (?, ?, 'Test', encode(sha256(?::bytea), 'hex'), ?, ?)
                        """)
                .params(
                        id,
                        account,
                        key.getBytes(StandardCharsets.UTF_8),
                        role,
                        Times.utc(clock.instant()))
                .update();
        return key;
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
