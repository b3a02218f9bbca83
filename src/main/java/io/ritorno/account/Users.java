package io.ritorno.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/// People who log in. An e-mail address belongs to one user of the whole installation.
@Component
class Users {
    /// More would be cut off unseen by BCrypt.
    private static final int LONGEST_PASSWORD = 72;

    private final JdbcClient db;
    private final InstantSource time;
    private final PasswordEncoder passwords;
    private final String nobodysHash;
    private final LoadingCache<UUID, Optional<User>> byId =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofSeconds(10))
                    .maximumSize(10_000)
                    .build(this::load);

    Users(JdbcClient db, InstantSource time, PasswordEncoder passwords) {
        this.db = db;
        this.time = time;
        this.passwords = passwords;
        this.nobodysHash = passwords.encode("nobody's password");
    }

    Optional<User> find(UUID id) {
        return byId.get(id);
    }

    /// The user with this e-mail and password. Takes as long when there is none.
    Optional<User> authenticate(String email, String password) {
        var stored =
                db.sql("select id, password_hash from app_user where email = ?")
                        .param(fold(email))
                        .query((row, _) -> new Stored(uuid(row), row.getString(2)))
                        .optional();
        var tooLong = password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD;
        var right =
                passwords.matches(
                        tooLong ? "" : password, stored.map(Stored::hash).orElse(nobodysHash));
        return stored.filter(_ -> right && !tooLong)
                .flatMap(user -> load(user.id()))
                .filter(user -> user.disabledAt() == null);
    }

    private record Stored(UUID id, String hash) {}

    boolean hasPassword(UUID id, String password) {
        return db.sql("select password_hash from app_user where id = ?")
                .param(id)
                .query(String.class)
                .optional()
                .filter(hash -> password.length() <= LONGEST_PASSWORD)
                .filter(hash -> passwords.matches(password, hash))
                .isPresent();
    }

    List<User> list(UUID account) {
        return db.sql("select * from app_user where account_id = ? order by email")
                .param(account)
                .query(Users::user)
                .list();
    }

    /// @throws Problem 400 for an e-mail or a password that cannot be, 409 for an e-mail in use
    User create(
            UUID account, String email, String password, String name, Role role, String locale) {
        var id = Ids.next(time.instant());
        try {
            db.sql(
                            """
                            insert into app_user (id, account_id, email, password_hash, name, role,
                                locale, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .params(
                            id,
                            account,
                            email(email),
                            encode(password),
                            name,
                            role.code(),
                            locale,
                            Times.utc(time.instant()))
                    .update();
        } catch (DuplicateKeyException e) {
            throw Problem.conflict("email-in-use");
        }
        byId.invalidate(id);
        return get(id);
    }

    /// Changes name, locale, role and whether the user may log in.
    User update(User user) {
        db.sql("update app_user set name = ?, locale = ?, role = ?, disabled_at = ? where id = ?")
                .param(user.name())
                .param(user.locale())
                .param(user.role().code())
                .param(Times.utcOrNull(user.disabledAt()))
                .param(user.id())
                .update();
        byId.invalidate(user.id());
        return get(user.id());
    }

    void setPassword(UUID id, String password) {
        db.sql("update app_user set password_hash = ? where id = ?")
                .params(encode(password), id)
                .update();
        byId.invalidate(id);
    }

    void delete(UUID id) {
        db.sql("delete from app_user where id = ?").param(id).update();
        byId.invalidate(id);
    }

    private User get(UUID id) {
        return find(id).orElseThrow(() -> new IllegalStateException("no user " + id));
    }

    private String encode(String password) {
        if (password.length() < 8) throw Problem.invalid("password", "password-short");
        if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD)
            throw Problem.invalid("password", "password-long");
        return passwords.encode(password);
    }

    private static String email(String email) {
        var folded = fold(email);
        if (folded.length() > 254 || !folded.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+"))
            throw Problem.invalid("email", "not-an-email");
        return folded;
    }

    private static String fold(String email) {
        return email.strip().toLowerCase(Locale.ROOT).replace("\0", "");
    }

    private Optional<User> load(UUID id) {
        return db.sql("select * from app_user where id = ?")
                .param(id)
                .query(Users::user)
                .optional();
    }

    private static UUID uuid(ResultSet row) throws SQLException {
        return row.getObject("id", UUID.class);
    }

    private static User user(ResultSet row, int index) throws SQLException {
        return new User(
                uuid(row),
                row.getObject("account_id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getString("locale"),
                Times.instant(row, "created_at"),
                Times.instantOrNull(row, "disabled_at"));
    }
}
