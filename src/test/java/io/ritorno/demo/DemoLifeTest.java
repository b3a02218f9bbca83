package io.ritorno.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import io.ritorno.event.Inbox;
import io.ritorno.platform.ClockMover;
import io.ritorno.platform.Ids;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// D1 V21: the whole demo with fewer people, on a database of its own: time passes, carts are left,
/// mails go out, some bring their reader back, and the orders are credited to the flow. Workers run
/// in the background as in the true demo.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ritorno.clock=manual",
            "ritorno.workers=2",
            "ritorno.demo=true",
            "ritorno.demo-people=1800",
            "ritorno.admin-password=only for this test",
        })
@DirtiesContext
class DemoLifeTest {
    @Autowired private DemoShops shops;
    @Autowired private Shoppers shoppers;
    @Autowired private ClockMover mover;
    @Autowired private Inbox inbox;
    @Autowired private Mailbox mailbox;
    @Autowired private JdbcClient db;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("ritorno.db-url", TestPostgres::create);
    }

    @Test
    void timePassesAndMailsBringPeopleBack() {
        assertThat(shops.all()).hasSize(2);
        var before = mover.now();
        // other programs of this JVM may have a later clock, and the counter of ids is one for all
        Ids.next(before.plus(Duration.ofDays(400)));

        var passed = shoppers.live(Duration.ofDays(15));

        var did = passed.did();
        assertThat(mover.now()).isEqualTo(before.plus(Duration.ofDays(15)));
        assertThat(count("inbox")).isZero();
        assertThat(count("failed_event")).isZero();
        assertThat(count("flow_run where status = 'parked'")).isZero();
        // 47 come by on a day; the mean of 15 days is far closer to that than this
        assertThat(did.visits()).isBetween(500, 950);
        assertThat(did.carts()).isBetween(did.visits() / 5, did.visits() / 2);
        assertThat(count("orders where not history")).isEqualTo(did.orders()).isPositive();
        var sent = count("message where status = 'sent'");
        assertThat(sent).isGreaterThan(60);
        assertThat(count("message where opened_at is not null"))
                .isEqualTo(did.opened())
                .isBetween(sent / 4, sent * 2 / 3);
        assertThat(did.clicked()).isPositive();
        assertThat(count("message where clicked_at is not null"))
                .isBetween(1, Math.min(did.clicked(), did.opened()));
        assertThat(count("message where machine_clicked_at is not null")).isPositive();
        assertThat(count("credit where source = 'flow'")).isPositive();
        // nobody is written to twice for the same reason
        assertThat(count("(select distinct cart_id, step from message) m"))
                .isEqualTo(count("message"));
        // what is history got no mail
        assertThat(count("flow_run where entered_at < '" + before + "'")).isZero();

        // a program that starts anew knows who is in the midst of a visit or has a mail to read
        // (in the small hours there may be none)
        for (var hour = 0; hour < 48 && shoppers.toCome().isEmpty(); hour++)
            shoppers.live(Duration.ofHours(1));
        var again = new Shoppers(shops, inbox, mailbox, mover);
        again.live(Duration.ZERO);
        assertThat(again.toCome()).isNotEmpty().isEqualTo(shoppers.toCome());
    }

    @Test
    void everyThingSoldHasItsPictureAndPage() {
        var pages = new DemoPages();
        for (var demo : shops.all())
            for (var item :
                    List.of(demo.range().items().getFirst(), demo.range().items().getLast()))
                assertThat(pages.picture(item.id()).getStatusCode().value()).isEqualTo(200);
        assertThat(pages.picture("none").getStatusCode().value()).isEqualTo(404);
    }

    private int count(String from) {
        return db.sql("select count(*) from " + from).query(Integer.class).single();
    }
}
