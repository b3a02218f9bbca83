package io.ritorno.segment;

import java.time.Instant;
import java.util.Collection;
import org.springframework.jdbc.core.JdbcOperations;

/// What stands elsewhere than with the people and is looked up before conditions are compiled.
record Lookups(Goods goods, Borders borders) {
    static Lookups load(
            JdbcOperations db, Scope scope, Collection<Condition> conditions, Instant now) {
        return new Lookups(
                Goods.load(db, scope, conditions), Borders.load(db, scope, conditions, now));
    }
}
