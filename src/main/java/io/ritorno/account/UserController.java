package io.ritorno.account;

import io.ritorno.platform.Problem;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The account's users. The last owner who can log in can be neither removed nor made less.
@RestController
@RequestMapping("/api/users")
@OwnerOnly
class UserController {
    record Form(
            @Nullable String email,
            @Nullable String password,
            @Nullable String name,
            @Nullable String role,
            @Nullable String locale,
            @Nullable Boolean disabled) {}

    private final Users users;
    private final Sessions sessions;
    private final Audit audit;
    private final InstantSource time;

    UserController(Users users, Sessions sessions, Audit audit, InstantSource time) {
        this.users = users;
        this.sessions = sessions;
        this.audit = audit;
        this.time = time;
    }

    @GetMapping
    List<User.Json> list(Caller caller) {
        return users.list(caller.accountId()).stream().map(User::json).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    User.Json create(Caller caller, @RequestBody Form form) {
        if (form.email() == null) throw Problem.invalid("email", "missing");
        if (form.password() == null) throw Problem.invalid("password", "missing");
        var user =
                users.create(
                        caller.accountId(),
                        form.email(),
                        form.password(),
                        form.name() == null ? "" : name(form.name()),
                        form.role() == null ? Role.MARKETER : role(form.role()),
                        form.locale() == null ? caller.locale() : locale(form.locale()));
        audit.record(caller, null, "user.created", about(user));
        return user.json();
    }

    @PatchMapping("/{id}")
    @Transactional
    User.Json update(Caller caller, @PathVariable UUID id, @RequestBody Form form) {
        var user = find(caller, id);
        if (form.email() != null && !form.email().equals(user.email()))
            throw Problem.invalid("email", "email-fixed");
        if (form.name() != null) user = user.withName(name(form.name()));
        if (form.locale() != null) user = user.withLocale(locale(form.locale()));
        if (form.role() != null) user = user.withRole(role(form.role()));
        if (form.disabled() != null)
            user = user.withDisabledAt(form.disabled() ? time.instant() : null);
        if (user.role() != Role.OWNER || user.disabledAt() != null) keepAnOwner(caller, id);
        if (form.password() != null) {
            users.setPassword(id, form.password());
            sessions.endAll(id);
        }
        if (user.disabledAt() != null) sessions.endAll(id);
        var updated = users.update(user);
        audit.record(caller, null, "user.changed", about(updated));
        return updated.json();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void delete(Caller caller, @PathVariable UUID id) {
        var user = find(caller, id);
        keepAnOwner(caller, id);
        users.delete(id);
        audit.record(caller, null, "user.deleted", about(user));
    }

    private User find(Caller caller, UUID id) {
        return users.find(id)
                .filter(user -> user.account().equals(caller.accountId()))
                .orElseThrow(() -> Problem.notFound("user"));
    }

    /// @throws Problem 409 when nobody but this user could still manage the account
    private void keepAnOwner(Caller caller, UUID but) {
        var another =
                users.list(caller.accountId()).stream()
                        .filter(user -> !user.id().equals(but))
                        .anyMatch(user -> user.role() == Role.OWNER && user.disabledAt() == null);
        if (!another) throw Problem.conflict("owner-needed");
    }

    private static Map<String, Object> about(User user) {
        return Map.of("id", user.id(), "role", user.role(), "disabled", user.disabledAt() != null);
    }

    static String name(String name) {
        if (name.length() > 200 || name.indexOf('\0') >= 0)
            throw Problem.invalid("name", "not-text", 200);
        return name.strip();
    }

    static String locale(String locale) {
        if (!User.LOCALES.contains(locale))
            throw Problem.invalid("locale", "not-one-of", "en, it, pl");
        return locale;
    }

    static Role role(String role) {
        for (var known : Role.values()) if (known.code().equals(role)) return known;
        throw Problem.invalid("role", "not-one-of", "viewer, marketer, owner");
    }
}
