package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.platform.Times;
import io.ritorno.profile.PersonalStage;
import io.ritorno.profile.Subject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What was written to a person, as she may read it; and what is being handed over to somebody who
/// is to be erased comes to its end first: it is counted as sent, and then forgotten.
@Component
class MailsOfPeople implements PersonalStage {
    private final JdbcTemplate db;
    private final JsonMapper json;

    MailsOfPeople(JdbcTemplate db, JsonMapper json) {
        this.db = db;
        this.json = json;
    }

    @Override
    public boolean busy(Shop shop, Subject subject) {
        return Boolean.TRUE.equals(
                db.queryForObject(
                        """
                        select exists (select 1 from message
                            where part = ? and shop_id = ? and profile_id = any(?)
                                and status = 'sending')
                        """,
                        Boolean.class,
                        shop.parts().of(subject.profile()),
                        shop.id(),
                        subject.people()));
    }

    @Override
    public Map<String, List<JsonNode>> told(Shop shop, Subject subject) {
        var mails =
                db.query(
                        """
                        select b.message_id, b.at, b.subject, b.html, b.text, b.packed, b.headers
                        from message m
                        join message_body b on b.part = m.part and b.shop_id = m.shop_id
                            and b.message_id = m.id and b.at = m.at
                        where m.part = ? and m.shop_id = ? and m.profile_id = any(?)
                        order by b.at, b.message_id
                        """,
                        this::told,
                        shop.parts().of(subject.profile()),
                        shop.id(),
                        subject.people());
        return Map.of("mails", mails);
    }

    private JsonNode told(ResultSet row, int index) throws SQLException {
        var mail = KeptMail.read(row);
        return json.createObjectNode()
                .put("messageId", row.getString("message_id"))
                .put("at", Times.instant(row, "at").toString())
                .put("subject", mail.subject())
                .put("html", mail.html())
                .put("text", mail.text())
                .set("headers", json.readTree(row.getString("headers")));
    }
}
