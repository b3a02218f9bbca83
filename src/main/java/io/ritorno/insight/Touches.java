package io.ritorno.insight;

import static java.util.stream.Collectors.toMap;

import io.ritorno.account.Shop;
import io.ritorno.platform.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Chooses the contact with a message that an order is credited to: the last human click within the
/// shop's click window before the order; without one the last scan of a letter, then the last
/// delivery of a letter, both within the same window, then the last human open within the open
/// window. A window's first and last second count. Contacts of messages that belong to neither a
/// flow nor a campaign decide nothing.
@Component
class Touches {
    /// An order to choose for.
    record Bought(UUID order, UUID profile, Instant placedAt) {}

    private record Chosen(UUID order, Credited to) {}

    private final JdbcTemplate db;

    Touches(JdbcTemplate db) {
        this.db = db;
    }

    /// The choice for each order; none for those that no message led to.
    Map<UUID, Credited> choose(Shop shop, int part, List<Bought> orders) {
        var click = Duration.ofDays(shop.settings().clickWindowDays());
        var open = Duration.ofDays(shop.settings().openWindowDays());
        var longest = longest(shop);
        return Columns.of(orders)
                .uuids(Bought::order)
                .uuids(Bought::profile)
                .instants(Bought::placedAt)
                .instants(o -> o.placedAt().minus(longest))
                .instants(o -> o.placedAt().minus(click))
                .instants(o -> o.placedAt().minus(open))
                .query(
                        db,
                        """
                        select distinct on (o.id)
                            o.id, t.kind, t.flow_id, t.step, t.campaign_id, t.message_id
                        from unnest(?, ?, ?, ?, ?, ?)
                            o(id, profile_id, placed_at, first_at, click_at, open_at)
                        join touch t on t.profile_id = o.profile_id
                            and t.at between o.first_at and o.placed_at
                        where t.part = ? and t.shop_id = ?
                          and not t.machine
                          and (t.flow_id is not null or t.campaign_id is not null)
                          and case t.kind
                              when 'open' then t.at >= o.open_at
                              when 'delivery' then t.channel = 'letter' and t.at >= o.click_at
                              else t.at >= o.click_at
                          end
                        order by o.id,
                            array_position(array['click', 'scan', 'delivery', 'open'], t.kind),
                            t.at desc, t.id desc
                        """,
                        Touches::chosen,
                        List.of(),
                        List.of(part, shop.id()))
                .stream()
                .collect(toMap(Chosen::order, Chosen::to));
    }

    /// The orders of a person whose credit a merge, or its undoing, may change: those that some
    /// message is credited with, and those that came soon after a contact.
    List<UUID> ordersOf(Shop shop, int part, UUID profile) {
        var sql =
                """
                select o.id from orders o
                where o.part = ? and o.shop_id = ? and o.profile_id = ? and (o.source <> 'site'
                    or exists (
                        select 1 from touch t
                        where t.part = o.part and t.shop_id = o.shop_id
                          and t.profile_id = o.profile_id
                          and t.at between o.placed_at - make_interval(hours => ?) and o.placed_at))
                """;
        return db.queryForList(
                sql, UUID.class, part, shop.id(), profile, (int) longest(shop).toHours());
    }

    /// The orders of these people that one of these contacts could be credited with.
    ///
    /// @param contacts who had one, and when
    List<UUID> ordersAfter(Shop shop, int part, List<Contact> contacts) {
        return Columns.of(contacts)
                .uuids(Contact::profile)
                .instants(Contact::at)
                .instants(c -> c.at().plus(longest(shop)))
                .query(
                        db,
                        """
                        select distinct o.id
                        from unnest(?, ?, ?) c(profile_id, first_at, last_at)
                        join orders o on o.profile_id = c.profile_id
                            and o.placed_at between c.first_at and c.last_at
                        where o.part = ? and o.shop_id = ?
                        """,
                        row -> row.getObject("id", UUID.class),
                        List.of(),
                        List.of(part, shop.id()));
    }

    private static Duration longest(Shop shop) {
        var settings = shop.settings();
        return Duration.ofDays(Math.max(settings.clickWindowDays(), settings.openWindowDays()));
    }

    /// A person's contact with a message.
    record Contact(UUID profile, Instant at) {}

    private static Chosen chosen(ResultSet row) throws SQLException {
        var campaign = row.getObject("campaign_id", UUID.class);
        return new Chosen(
                row.getObject("id", UUID.class),
                new Credited(
                        campaign != null ? "campaign" : "flow",
                        row.getObject("flow_id", UUID.class),
                        row.getString("step"),
                        campaign,
                        row.getObject("message_id", UUID.class),
                        row.getString("kind")));
    }
}
