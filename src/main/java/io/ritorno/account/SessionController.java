package io.ritorno.account;

import io.ritorno.platform.AppClock;
import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Logging in and out, and what a user may change of herself.
@RestController
@RequestMapping("/api/session")
class SessionController {
    record Login(@Nullable String email, @Nullable String password) {}

    record Change(
            @Nullable String name,
            @Nullable String locale,
            @Nullable String password,
            @Nullable String currentPassword) {}

    record Me(
            User.@Nullable Json user,
            Map<String, Object> account,
            Role role,
            List<ShopJson> shops,
            Clock clock,
            boolean demo,
            String version) {}

    record Clock(boolean manual, Instant now) {}

    private final Users users;
    private final Sessions sessions;
    private final LoginLimit limit;
    private final Shops shops;
    private final Audit audit;
    private final AppClock clock;
    private final JdbcClient db;
    private final AccountSettings settings;

    SessionController(
            Users users,
            Sessions sessions,
            LoginLimit limit,
            Shops shops,
            Audit audit,
            AppClock clock,
            JdbcClient db,
            AccountSettings settings) {
        this.users = users;
        this.sessions = sessions;
        this.limit = limit;
        this.shops = shops;
        this.audit = audit;
        this.clock = clock;
        this.db = db;
        this.settings = settings;
    }

    @PostMapping
    Me logIn(@RequestBody Login login, HttpServletRequest request, HttpServletResponse response) {
        var email = text(login.email(), "email").strip().toLowerCase(Locale.ROOT);
        var password = text(login.password(), "password");
        var address = request.getRemoteAddr();
        limit.check(email, address);
        var user = users.authenticate(email, password);
        if (user.isEmpty()) {
            limit.failed(email, address);
            throw Problem.of(HttpStatus.UNAUTHORIZED, "wrong-login");
        }
        limit.succeeded(email, address);
        var caller = user.get().caller();
        setCookie(request, response, sessions.start(user.get().id()), Sessions.LIFE);
        audit.record(caller, null, "session.started", Map.of());
        return me(caller);
    }

    @GetMapping
    Me show(Caller caller) {
        return me(caller);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(HttpServletRequest request, HttpServletResponse response) {
        var token = AccessFilter.token(request);
        if (token != null) sessions.end(token);
        setCookie(request, response, "", Duration.ZERO);
    }

    @PatchMapping
    Me change(Caller caller, @RequestBody Change change, HttpServletRequest request) {
        if (caller.userId() == null) throw Problem.of(HttpStatus.FORBIDDEN, "key-has-no-user");
        var user = users.find(caller.userId()).orElseThrow(Access::unknown);
        if (change.name() != null) user = user.withName(UserController.name(change.name()));
        if (change.locale() != null) user = user.withLocale(UserController.locale(change.locale()));
        if (change.password() != null) changePassword(user, change, request);
        return me(users.update(user).caller());
    }

    private void changePassword(User user, Change change, HttpServletRequest request) {
        var address = request.getRemoteAddr();
        limit.check(user.email(), address);
        var current = change.currentPassword();
        if (current == null || !users.hasPassword(user.id(), current)) {
            limit.failed(user.email(), address);
            throw Problem.invalid("currentPassword", "wrong-password");
        }
        users.setPassword(user.id(), text(change.password(), "password"));
        var token = AccessFilter.token(request);
        sessions.endOthers(user.id(), token == null ? "" : token);
        audit.record(user.caller(), null, "password.changed", Map.of());
    }

    private Me me(Caller caller) {
        var user =
                caller.userId() == null
                        ? null
                        : users.find(caller.userId()).map(User::json).orElse(null);
        var account =
                db.sql("select name from account where id = ?")
                        .param(caller.accountId())
                        .query(String.class)
                        .single();
        var version = SessionController.class.getPackage().getImplementationVersion();
        return new Me(
                user,
                Map.of("id", caller.accountId(), "name", account),
                caller.role(),
                visible(caller),
                new Clock(clock.isManual(), clock.instant()),
                settings.demo(),
                version == null ? "dev" : version);
    }

    private List<ShopJson> visible(Caller caller) {
        return shops.list(caller.accountId()).stream()
                .filter(caller::sees)
                .map(ShopJson::of)
                .toList();
    }

    private static String text(@Nullable String value, String field) {
        if (value == null || value.isEmpty()) throw Problem.invalid(field, "missing");
        return value;
    }

    private static void setCookie(
            HttpServletRequest request,
            HttpServletResponse response,
            String token,
            Duration maxAge) {
        var cookie =
                ResponseCookie.from(AccessFilter.COOKIE, token)
                        .path("/")
                        .httpOnly(true)
                        .secure(request.isSecure())
                        .sameSite("Lax")
                        .maxAge(maxAge)
                        .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
