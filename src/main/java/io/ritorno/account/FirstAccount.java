package io.ritorno.account;

import io.ritorno.platform.Ids;
import io.ritorno.platform.Problem;
import io.ritorno.platform.Times;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes the first account and its owner on an empty database, before the first request.
@Component
class FirstAccount implements SmartInitializingSingleton {
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final InstantSource time;
    private final Users users;
    private final AccountSettings settings;

    FirstAccount(
            JdbcClient db,
            PlatformTransactionManager transactions,
            InstantSource time,
            Users users,
            AccountSettings settings) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.time = time;
        this.users = users;
        this.settings = settings;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(
                _ -> {
                    if (exists()) return;
                    // nodes may start on the same empty database at once
                    db.sql("lock table account in share row exclusive mode").update();
                    if (!exists()) make();
                });
    }

    private boolean exists() {
        return db.sql("select exists (select 1 from account)").query(Boolean.class).single();
    }

    private void make() {
        var account = Ids.next(time.instant());
        db.sql("insert into account (id, name, created_at) values (?, ?, ?)")
                .params(account, "Ritorno", Times.utc(time.instant()))
                .update();
        var given = settings.adminPassword();
        var password = given == null || given.isBlank() ? Tokens.next("") : given;
        try {
            users.create(account, settings.adminEmail(), password, "", Role.OWNER, "en");
        } catch (Problem wrong) {
            var about = wrong.getBody();
            var properties = about.getProperties();
            var field = properties == null ? "" : String.valueOf(properties.get("field"));
            throw new IllegalStateException(
                    "RITORNO_ADMIN_" + field.toUpperCase(Locale.ROOT) + ": " + about.getDetail(),
                    wrong);
        }
        if (!password.equals(given)) tell(password);
    }

    /// On the console and not in the log: it is said once and kept nowhere.
    private void tell(String password) {
        System.out.println(
                "First login: "
                        + settings.adminEmail()
                        + " / "
                        + password
                        + "  (shown this once; RITORNO_ADMIN_PASSWORD chooses another)");
    }
}
