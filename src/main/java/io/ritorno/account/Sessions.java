package io.ritorno.account;

import io.ritorno.platform.Times;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Logins. A login lasts thirty days, over restarts and on every node, and ends with a log-out or a
/// change of the password.
///
/// Counts in the machine's time, not the manual clock's: moving the demo on by a month logs nobody
/// out.
class Sessions {
    static final Duration LIFE = Duration.ofDays(30);

    private final JdbcClient db;
    private final InstantSource time;

    Sessions(JdbcClient db, InstantSource time) {
        this.db = db;
        this.time = time;
    }

    /// Starts a login and returns the token for the cookie. Clears away what has expired.
    String start(UUID user) {
        var token = Tokens.next("");
        var now = time.instant();
        db.sql("delete from session where expires_at < ?").param(Times.utc(now)).update();
        db.sql("insert into session (hash, user_id, created_at, expires_at) values (?, ?, ?, ?)")
                .params(Tokens.hash(token), user, Times.utc(now), Times.utc(now.plus(LIFE)))
                .update();
        return token;
    }

    Optional<UUID> find(String token) {
        return db.sql("select user_id from session where hash = ? and expires_at > ?")
                .params(Tokens.hash(token), Times.utc(time.instant()))
                .query(UUID.class)
                .optional();
    }

    void end(String token) {
        db.sql("delete from session where hash = ?").param(Tokens.hash(token)).update();
    }

    /// Ends the user's logins, all but this one.
    void endOthers(UUID user, String token) {
        db.sql("delete from session where user_id = ? and hash <> ?")
                .params(user, Tokens.hash(token))
                .update();
    }

    void endAll(UUID user) {
        db.sql("delete from session where user_id = ?").param(user).update();
    }
}
