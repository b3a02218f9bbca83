package io.ritorno.demo;

import io.ritorno.account.Audit;
import io.ritorno.account.Caller;
import io.ritorno.account.Role;
import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.event.Inbox;
import io.ritorno.platform.ClockMover;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Loads the demo shops when the account has none: a large one in Poland that sells to three
/// countries, and a small one in Italy. A load that was cut off goes on at the next start; what is
/// in already is recognised as a repeat.
@Component
@ConditionalOnBooleanProperty("ritorno.demo")
class DemoShops implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(DemoShops.class);
    private static final String LOADED = "demo loaded";
    private static final int CALLS_AT_ONCE = 500;

    /// Numbers of people at which the tables have become much larger than they were.
    private static final Set<Integer> GROWN = Set.of(100, 500, 2_000, 7_000);

    private final Shops shops;
    private final Inbox inbox;
    private final ClockMover mover;
    private final Audit audit;
    private final DemoFlows flows;
    private final JdbcClient db;
    private final JsonMapper json;
    private final Environment settings;
    private volatile List<DemoShop> all = List.of();

    DemoShops(
            Shops shops,
            Inbox inbox,
            ClockMover mover,
            Audit audit,
            DemoFlows flows,
            JdbcClient db,
            JsonMapper json,
            Environment settings) {
        this.shops = shops;
        this.inbox = inbox;
        this.mover = mover;
        this.audit = audit;
        this.flows = flows;
        this.db = db;
        this.json = json;
        this.settings = settings;
    }

    /// Empty until they are loaded.
    List<DemoShop> all() {
        return all;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!mover.isManual())
            throw new IllegalStateException("RITORNO_DEMO needs RITORNO_CLOCK=manual");
        var account = account();
        var own = shops.list(account).stream().sorted((a, b) -> a.id() - b.id()).toList();
        if (own.isEmpty()) own = List.of(northtrail(account), bottega(account));
        if (own.size() < 2)
            throw new IllegalStateException(
                    "RITORNO_DEMO: the account has a shop of its own; use another data folder");
        var demo = List.of(outdoor(own.get(0), people()), food(own.get(1), 300));
        if (!loaded(account)) {
            for (var shop : demo) load(shop);
            audit.record(new Caller(null, account, Role.OWNER, "en", null), null, LOADED, Map.of());
        }
        all = demo;
        greet();
    }

    private void load(DemoShop demo) {
        LOG.info("telling the history of {} …", demo.shop().name());
        var end = demo.shop().createdAt();
        var history =
                new History(demo.range(), demo.people(), demo.past(), end, demo.shop().zone());
        var calls = new ArrayList<ObjectNode>(CALLS_AT_ONCE * 2);
        var told = new AtomicInteger();
        history.tell(
                some -> {
                    calls.addAll(some);
                    var settle = GROWN.contains(told.incrementAndGet());
                    if (calls.size() < CALLS_AT_ONCE && !settle) return;
                    accept(demo, calls);
                    calls.clear();
                    if (settle) settle();
                });
        accept(demo, calls);
        settle();
        flows.switchOn(demo);
    }

    private void accept(DemoShop demo, List<ObjectNode> calls) {
        inbox.accept(demo.shop(), "import", List.copyOf(calls));
    }

    /// All of it is applied, and the clock's position is kept. Then PostgreSQL looks at the tables:
    /// by itself it does so once a minute, and until then goes on with the plans that it made when
    /// they were empty.
    private void settle() {
        mover.moveTo(mover.now());
        db.sql(
                        """
                        analyze identity, profile, profile_trait, consent, cart, orders, order_line,
                            seen, credit, rollup, product, product_category
                        """)
                .update();
    }

    private UUID account() {
        return db.sql("select id from account order by created_at, id limit 1")
                .query(UUID.class)
                .single();
    }

    private boolean loaded(UUID account) {
        return db.sql("select exists (select 1 from audit where account_id = ? and action = ?)")
                .params(account, LOADED)
                .query(Boolean.class)
                .single();
    }

    private Shop northtrail(UUID account) {
        var shop =
                shops.create(
                        new Shops.Draft(
                                account,
                                "Northtrail Outdoor",
                                pages(),
                                Currency.getInstance("PLN"),
                                ZoneId.of("Europe/Warsaw"),
                                "en",
                                "PL",
                                1));
        return sender(
                shop,
                "Northtrail Outdoor",
                "hello@northtrail.example",
                "ul. Górska 7, 34-500 Zakopane, Poland");
    }

    private Shop bottega(UUID account) {
        var shop =
                shops.create(
                        new Shops.Draft(
                                account,
                                "Bottega Olivia",
                                pages(),
                                Currency.getInstance("EUR"),
                                ZoneId.of("Europe/Rome"),
                                "it",
                                "IT",
                                1));
        return sender(
                shop,
                "Bottega Olivia",
                "ciao@bottega-olivia.example",
                "Via dell'Olmo 3, 18100 Imperia, Italia");
    }

    private Shop sender(Shop shop, String name, String email, String address) {
        var settings = json.createObjectNode();
        settings.put("senderName", name).put("senderEmail", email).put("replyTo", email);
        return shops.update(shop, settings.put("postalAddress", address));
    }

    /// @param size how many people
    DemoShop outdoor(Shop shop, int size) {
        var range = Range.outdoor();
        return shop(shop, range, new People("c", size, range, 30, 50, 20), size / 38.0);
    }

    DemoShop food(Shop shop, int size) {
        var range = Range.food();
        return shop(shop, range, new People("o", size, range, 90, 2, 8), size / 38.0);
    }

    private DemoShop shop(Shop shop, Range range, People people, double visits) {
        var currency = shop.currency().getCurrencyCode();
        var pictures = base() + "/demo-images";
        return new DemoShop(
                shop,
                range,
                people,
                visits,
                new Tracks(shop.url(), pictures, currency, false),
                new Tracks(shop.url(), pictures, currency, true));
    }

    /// Fewer in tests.
    private int people() {
        return settings.getProperty("ritorno.demo-people", Integer.class, 20_000);
    }

    private String base() {
        var url = settings.getProperty("ritorno.url", "");
        return url.isBlank() ? "http://localhost:" + port() : url.replaceAll("/+$", "");
    }

    /// Where the shops' own pages are: this program under another name, since links in a mail to
    /// the address of the program itself are not the shop's and are not followed.
    private String pages() {
        var uri = URI.create(base());
        var host = uri.getHost().equals("localhost") ? "127.0.0.1" : uri.getHost();
        var usual = uri.getScheme().equals("https") ? 443 : 80;
        var port = uri.getPort() < 0 ? usual : uri.getPort();
        return uri.getScheme() + "://" + host + ":" + port + uri.getRawPath() + "/demo-shop";
    }

    private String port() {
        return settings.getProperty(
                "local.server.port", settings.getProperty("server.port", "8080"));
    }

    /// On the console: whoever starts a demo wants to know where it is.
    private void greet() {
        var password = settings.getProperty("ritorno.admin-password", "");
        System.out.println(
                "\nRitorno's demo is ready at http://localhost:"
                        + port()
                        + "\nLog in as "
                        + settings.getProperty("ritorno.admin-email", "")
                        + (password.isEmpty() ? "" : " with the password " + password)
                        + "\n");
    }
}
