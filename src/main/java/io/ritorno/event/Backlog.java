package io.ritorno.event;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// How far a part's events have been handled. A timer that looks at what a person has done must not
/// run ahead of what she has told us already: her order may still wait in the inbox.
@Component
public class Backlog {
    private final JdbcClient db;

    Backlog(JdbcClient db) {
        this.db = db;
    }

    /// The time up to which everything that came in has been handled: `now`, or the moment at which
    /// the oldest call that still waits came in.
    public Instant handledUntil(int part, Instant now) {
        return db.sql("select received_at from inbox where part = ? order by id limit 1")
                .param(part)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .filter(since -> since.isBefore(now))
                .orElse(now);
    }
}
