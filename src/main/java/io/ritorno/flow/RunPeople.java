package io.ritorno.flow;

import io.ritorno.account.Shop;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Names for a list of runs; reads `profile_trait`, for people of all parts at once.
@Component
class RunPeople {
    record Person(
            UUID id,
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName) {}

    private final JdbcClient db;

    RunPeople(JdbcClient db) {
        this.db = db;
    }

    static Person unknown(UUID id) {
        return new Person(id, null, null, null);
    }

    Map<UUID, Person> load(Shop shop, Collection<UUID> ids) {
        var people = new HashMap<UUID, Person>();
        db.sql(
                        """
                        select profile_id, email, first_name, last_name from profile_trait
                        where part = any(?) and shop_id = ? and profile_id = any(?)
                        """)
                .params(shop.parts().all(), shop.id(), ids.toArray(UUID[]::new))
                .query(
                        row -> {
                            var id = row.getObject("profile_id", UUID.class);
                            people.put(
                                    id,
                                    new Person(
                                            id,
                                            row.getString("email"),
                                            row.getString("first_name"),
                                            row.getString("last_name")));
                        });
        return people;
    }
}
