package io.ritorno.customer;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consent;
import io.ritorno.consent.Consents;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import io.ritorno.segment.Rfm;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Puts together what is known of one customer.
@Component
class CustomerPage {
    /// @param daysBetweenOrders on average, of people with two orders or more
    /// @param rfm her fifths among the shop's buyers, where they are computed
    /// @param favouriteCategories the five whole categories of which she bought most pieces
    record Customer(
            UUID id,
            @Nullable String email,
            @Nullable String phone,
            @Nullable String firstName,
            @Nullable String lastName,
            boolean known,
            int orders,
            long spent,
            int items,
            @Nullable Instant lastOrderAt,
            Instant lastSeenAt,
            Instant createdAt,
            @Nullable Long openCart,
            @Nullable String externalId,
            @Nullable String gender,
            @Nullable LocalDate birthday,
            @Nullable String locale,
            @Nullable String timezone,
            @Nullable String country,
            @Nullable String city,
            @Nullable String company,
            List<String> tags,
            ObjectNode attributes,
            @Nullable Instant firstOrderAt,
            @Nullable Long averageOrder,
            @Nullable Double daysBetweenOrders,
            Rfm.@Nullable Cell rfm,
            List<Category> favouriteCategories,
            List<Said> consents,
            List<Closed> suppressed,
            List<Known> identities,
            List<Membership> segments,
            @Nullable UUID mergedInto) {}

    record Category(String path, long quantity) {}

    record Said(String channel, String state, Instant at, String source, String shown) {}

    record Closed(String channel, String reason, Instant at) {}

    record Known(String kind, String value, Instant at) {}

    record Membership(UUID id, String name, Instant since) {}

    private final JdbcClient db;
    private final Profiles profiles;
    private final Consents consents;
    private final Rfm rfm;

    CustomerPage(JdbcClient db, Profiles profiles, Consents consents, Rfm rfm) {
        this.rfm = rfm;
        this.db = db;
        this.profiles = profiles;
        this.consents = consents;
    }

    /// @throws Problem 404 when there is none
    Customer get(Shop shop, UUID id) {
        var p = profiles.find(shop, id).orElseThrow(() -> Problem.notFound("customer"));
        return new Customer(
                p.id(),
                p.email(),
                p.phone(),
                p.firstName(),
                p.lastName(),
                p.known(),
                p.orders(),
                p.spent(),
                p.items(),
                p.lastOrderAt(),
                p.lastSeenAt(),
                p.createdAt(),
                p.openCart(),
                p.externalId(),
                p.gender(),
                p.birthday(),
                p.locale(),
                p.timezone(),
                p.country(),
                p.city(),
                p.company(),
                p.tags(),
                p.attributes(),
                p.firstOrderAt(),
                p.orders() == 0 ? null : Long.valueOf(Math.round((double) p.spent() / p.orders())),
                daysBetween(p),
                rfm.cell(shop, p.lastOrderAt(), p.orders(), p.spent()),
                categories(shop, id),
                consents.of(shop, id).stream().map(CustomerPage::said).toList(),
                closed(shop, p),
                identities(shop, id),
                segments(shop, id),
                p.mergedInto());
    }

    private static @Nullable Double daysBetween(Person p) {
        if (p.orders() < 2 || p.firstOrderAt() == null || p.lastOrderAt() == null) return null;
        var hours = Duration.between(p.firstOrderAt(), p.lastOrderAt()).toHours();
        return Math.round(hours / 2.4 / (p.orders() - 1)) / 10.0;
    }

    private static Said said(Consent consent) {
        return new Said(
                consent.channel(),
                consent.state().text(),
                consent.at(),
                consent.source(),
                consent.shown());
    }

    private List<Closed> closed(Shop shop, Person p) {
        var closed = new ArrayList<Closed>();
        if (p.email() != null)
            for (var s : consents.suppressions(shop, "email", p.email()))
                closed.add(new Closed(s.channel(), s.reason(), s.at()));
        if (p.phone() != null)
            for (var s : consents.suppressions(shop, "sms", p.phone()))
                closed.add(new Closed(s.channel(), s.reason(), s.at()));
        return closed;
    }

    /// Two statements: the catalog stands on another part.
    private List<Category> categories(Shop shop, UUID id) {
        var bought =
                db.sql(
                                """
                                select product_id, sum(quantity - refunded_quantity) as n from order_line
                                where part = ? and shop_id = ? and profile_id = ? and counted
                                group by product_id
                                """)
                        .params(shop.parts().of(id), shop.id(), id)
                        .query((row, _) -> new Category(row.getString(1), row.getLong(2)))
                        .list();
        if (bought.isEmpty()) return List.of();
        return db.sql(
                        """
                        select c.path, sum(b.n) as n
                        from unnest(?, ?) b (product, n)
                        join product_category c on c.product_id = b.product
                        where c.part = ? and c.shop_id = ? and not exists (
                            select 1 from product_category d
                            where d.part = c.part and d.shop_id = c.shop_id
                              and d.product_id = c.product_id and d.path like c.path || '/%')
                        group by c.path order by n desc, c.path limit 5
                        """)
                .params(
                        bought.stream().map(Category::path).toArray(String[]::new),
                        bought.stream().map(Category::quantity).toArray(Long[]::new),
                        shop.home(),
                        shop.id())
                .query((row, _) -> new Category(row.getString("path"), row.getLong("n")))
                .list();
    }

    private List<Known> identities(Shop shop, UUID id) {
        return db.sql(
                        """
                        select kind, value, at from identity
                        where part = any(?) and shop_id = ? and profile_id = ?
                          and kind in ('user', 'email', 'phone', 'anon')
                        order by kind, at, value limit 200
                        """)
                .params(shop.parts().all(), shop.id(), id)
                .query(
                        (row, _) ->
                                new Known(
                                        row.getString("kind"),
                                        row.getString("value"),
                                        Times.instant(row, "at")))
                .list();
    }

    private List<Membership> segments(Shop shop, UUID id) {
        return db.sql(
                        """
                        select s.id, s.name, m.since from membership m
                        join segment s on s.shop_id = m.shop_id and s.id = m.segment_id
                        where m.part = ? and m.shop_id = ? and m.profile_id = ? and m.member
                        order by s.name
                        """)
                .params(shop.parts().of(id), shop.id(), id)
                .query(
                        (row, _) ->
                                new Membership(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        Times.instant(row, "since")))
                .list();
    }
}
