package io.ritorno.profile;

import io.ritorno.account.Shop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Finds out by what a person is known, everything that was merged into her included.
@Component
class Subjects {
    private final JdbcTemplate db;
    private final Merges merges;

    Subjects(JdbcTemplate db, Merges merges) {
        this.db = db;
        this.merges = merges;
    }

    Subject load(Shop shop, UUID profile) {
        var people = merges.everMergedInto(shop, profile);
        var ids = people.toArray(UUID[]::new);
        var identities = new HashSet<IdentityKey>();
        db.query(
                """
                select kind, value from identity
                where part = any(?) and shop_id = ? and profile_id = any(?)
                """,
                row -> {
                    identities.add(new IdentityKey(row.getString(1), row.getString(2)));
                },
                shop.parts().all(),
                shop.id(),
                ids);
        var emails = new HashSet<String>();
        var phones = new HashSet<String>();
        for (var key : identities) {
            if (key.kind().equals(IdentityKey.EMAIL)) emails.add(key.value());
            if (key.kind().equals(IdentityKey.PHONE)) phones.add(key.value());
        }
        var names = new ArrayList<List<String>>();
        db.query(
                """
                select email, phone, first_name, last_name from profile_trait
                where part = any(?) and shop_id = ? and profile_id = any(?)
                """,
                row -> {
                    var email = row.getString(1);
                    var phone = row.getString(2);
                    var first = row.getString(3);
                    var last = row.getString(4);
                    if (email != null) emails.add(email);
                    if (phone != null) phones.add(phone);
                    if (first != null && last != null && first.length() > 1 && last.length() > 1)
                        names.add(
                                List.of(
                                        first.toLowerCase(Locale.ROOT),
                                        last.toLowerCase(Locale.ROOT)));
                },
                shop.parts().all(),
                shop.id(),
                ids);
        // an address that she had and changed is no identity of hers, but she was written to there
        db.query(
                """
                select distinct address from message
                where part = any(?) and shop_id = ? and profile_id = any(?)
                    and channel = 'email' and address is not null
                """,
                row -> {
                    Contact.email(row.getString(1)).ifPresent(emails::add);
                },
                shop.parts().all(),
                shop.id(),
                ids);
        return new Subject(profile, people, identities, emails, phones, names);
    }
}
