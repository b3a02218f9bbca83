package io.ritorno.account;

import io.ritorno.platform.Times;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Secrets that the program makes for itself, such as the key that signs links. In the database, so
/// that all nodes have the same.
@Component
public class Secrets {
    private final JdbcClient db;
    private final InstantSource time;
    private final ConcurrentHashMap<String, byte[]> known = new ConcurrentHashMap<>();

    Secrets(JdbcClient db, InstantSource time) {
        this.db = db;
        this.time = time;
    }

    /// 32 random bytes, made when this name is first asked for and the same ever after.
    public byte[] get(String name) {
        return get(name, Secrets::random);
    }

    /// A secret of another make, such as a key pair: what `make` gave when the name was first asked
    /// for, the same ever after.
    public byte[] get(String name, Supplier<byte[]> make) {
        return known.computeIfAbsent(name, _ -> load(name, make)).clone();
    }

    private static byte[] random() {
        var fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    private byte[] load(String name, Supplier<byte[]> make) {
        return stored(name).orElseGet(() -> store(name, make.get()));
    }

    private byte[] store(String name, byte[] fresh) {
        db.sql(
                        """
                        insert into secret (name, value, created_at) values (?, ?, ?)
                        on conflict (name) do nothing
                        """)
                .params(name, fresh, Times.utc(time.instant()))
                .update();
        return stored(name).orElseThrow();
    }

    private Optional<byte[]> stored(String name) {
        return db.sql("select value from secret where name = ?")
                .param(name)
                .query(byte[].class)
                .optional();
    }
}
