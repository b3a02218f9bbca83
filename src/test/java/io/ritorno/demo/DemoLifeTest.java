package io.ritorno.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.TestPostgres;
import io.ritorno.platform.ClockMover;
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
/// mails go out, some bring their reader back, and the orders are credited to the flow.
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ritorno.clock=manual",
            "ritorno.workers=0",
            "ritorno.demo=true",
            "ritorno.demo-people=1200",
            "ritorno.admin-password=only for this test",
        })
@DirtiesContext
class DemoLifeTest {
    @Autowired private DemoShops shops;
    @Autowired private Shoppers shoppers;
    @Autowired private ClockMover mover;
    @Autowired private JdbcClient db;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("ritorno.db-url", TestPostgres::create);
    }

    @Test
    void timePassesAndMailsBringPeopleBack() {
        assertThat(shops.all()).hasSize(2);
        var before = mover.now();
        var passed = shoppers.live(Duration.ofDays(6));
        assertThat(mover.now()).isEqualTo(before.plus(Duration.ofDays(6)));
        assertThat(passed.did().visits()).isBetween(120, 300);
        assertThat(passed.did().orders()).isPositive();
        assertThat(passed.did().opened()).isPositive();
        assertThat(passed.did().clicked()).isPositive();
        assertThat(count("message where status = 'sent'")).isGreaterThan(30);
        assertThat(count("message where opened_at is not null")).isPositive();
        assertThat(count("message where machine_clicked_at is not null")).isPositive();
        assertThat(count("credit where source = 'flow'")).isPositive();
        assertThat(count("failed_event")).isZero();
        // what is history got no mail
        assertThat(count("flow_run where entered_at < '" + before + "'")).isZero();
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
