package io.ritorno.demo;

import io.ritorno.cart.Cart;
import io.ritorno.cart.Carts;
import io.ritorno.delivery.KeptMail;
import io.ritorno.delivery.Links;
import io.ritorno.platform.Times;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The mailboxes of the simulated people: looks into the outbox for what was sent to them, and
/// fetches links and pictures as their mail programs would.
@Component
@ConditionalOnBooleanProperty("ritorno.demo")
class Mailbox {
    static final String PERSON =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36";
    static final String SCANNER = "Barracuda Sentinel (EE)";

    private record Sent(UUID message, UUID profile, @Nullable UUID cart, Instant at, String html) {}

    private final JdbcClient db;
    private final Profiles profiles;
    private final Carts carts;
    private final Links links;
    private final Environment settings;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    Mailbox(JdbcClient db, Profiles profiles, Carts carts, Links links, Environment settings) {
        this.db = db;
        this.profiles = profiles;
        this.carts = carts;
        this.links = links;
        this.settings = settings;
    }

    /// No mail waits longer in the queue.
    private static final Duration QUEUED = Duration.ofDays(4);

    /// Mails sent after `since`, without those that are known.
    List<Act.Mailing> sent(DemoShop demo, Instant since, Collection<UUID> known) {
        var shop = demo.shop();
        var sent =
                db.sql(
                                """
                                select m.id, m.profile_id, m.cart_id, m.sent_at,
                                    b.subject, b.html, b.text, b.packed
                                from message m
                                join message_body b on b.part = m.part and b.shop_id = m.shop_id
                                    and b.message_id = m.id and b.at = m.at
                                where m.part = any(?) and m.shop_id = ? and m.channel = 'email'
                                  and m.at > ? and m.status = 'sent' and m.sent_at > ?
                                  and not m.id = any(?)
                                order by m.id
                                """)
                        .params(
                                shop.parts().all(),
                                shop.id(),
                                Times.utc(since.minus(QUEUED)),
                                Times.utc(since),
                                known.toArray(UUID[]::new))
                        .query(
                                (row, _) ->
                                        new Sent(
                                                row.getObject(1, UUID.class),
                                                row.getObject(2, UUID.class),
                                                row.getObject(3, UUID.class),
                                                Times.instant(row, "sent_at"),
                                                KeptMail.read(row).html()))
                        .list();
        var mails = new ArrayList<Act.Mailing>();
        for (var mail : sent) {
            var userId = profiles.find(shop, mail.profile()).map(Person::externalId).orElse(null);
            if (userId == null) continue;
            var ours = links.of(shop, mail.message(), mail.profile());
            mails.add(
                    new Act.Mailing(
                            mail.message(),
                            userId,
                            mail.at(),
                            items(demo, mail),
                            ours.clicks(mail.html()),
                            ours.open()));
        }
        return mails;
    }

    private List<Basket.Line> items(DemoShop demo, Sent mail) {
        if (mail.cart() == null) return List.of();
        var part = demo.shop().parts().of(mail.profile());
        var byId = demo.range().byId();
        var items = new ArrayList<Basket.Line>();
        for (var line :
                carts.find(demo.shop(), part, mail.cart()).map(Cart::lines).orElse(List.of())) {
            var item = byId.get(line.product());
            if (item != null) items.add(new Basket.Line(item, line.quantity()));
        }
        return List.copyOf(items);
    }

    /// Fetches one of our links from this very program, wherever it says that it is reached.
    void fetch(String link, String agent) {
        var port = settings.getProperty("local.server.port");
        var path = URI.create(link).getRawPath();
        var ours = path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1));
        var request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + ours))
                        .header("User-Agent", agent)
                        .timeout(Duration.ofSeconds(20))
                        .build();
        try {
            http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new IllegalStateException("the demo cannot reach itself", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
