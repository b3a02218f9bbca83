package io.ritorno.insight.browse;

import io.ritorno.account.Shop;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Finds people by the beginning of what is known of them.
@Component
class People {
    private final JdbcClient db;

    People(JdbcClient db) {
        this.db = db;
    }

    /// At most so many people whose e-mail, first or last name starts with the text; of two words,
    /// the first name with the one and the last name with the other. Each kind by its own index.
    List<UUID> starting(Shop shop, String text, int limit) {
        var words = text.strip().toLowerCase(Locale.ROOT).split("\\s+", 2);
        if (words[0].isEmpty()) return List.of();
        return words.length == 2
                ? named(shop, words[0], words[1], limit)
                : starting(shop, words[0], Query.after(words[0]), limit);
    }

    /// The operators are those of the index whatever the language of the database is.
    private List<UUID> starting(Shop shop, String from, String to, int limit) {
        var parts = shop.parts().all();
        return db.sql(
                        """
                        select profile_id from (
                            (select t.profile_id from profile_trait t
                            where t.part = any(?) and t.shop_id = ?
                              and t.email ~>=~ ? and t.email ~<~ ? limit ?)
                            union
                            (select t.profile_id from profile_trait t
                            where t.part = any(?) and t.shop_id = ?
                              and lower(t.last_name) ~>=~ ? and lower(t.last_name) ~<~ ? limit ?)
                            union
                            (select t.profile_id from profile_trait t
                            where t.part = any(?) and t.shop_id = ?
                              and lower(t.first_name) ~>=~ ? and lower(t.first_name) ~<~ ? limit ?)
                        ) t limit ?
                        """)
                .params(
                        parts, shop.id(), from, to, limit, parts, shop.id(), from, to, limit, parts,
                        shop.id(), from, to, limit, limit)
                .query(UUID.class)
                .list();
    }

    private List<UUID> named(Shop shop, String first, String last, int limit) {
        return db.sql(
                        """
                        select t.profile_id from profile_trait t
                        where t.part = any(?) and t.shop_id = ?
                          and lower(t.last_name) ~>=~ ? and lower(t.last_name) ~<~ ?
                          and lower(t.first_name) ~>=~ ? and lower(t.first_name) ~<~ ?
                        limit ?
                        """)
                .params(
                        shop.parts().all(),
                        shop.id(),
                        last,
                        Query.after(last),
                        first,
                        Query.after(first),
                        limit)
                .query(UUID.class)
                .list();
    }
}
