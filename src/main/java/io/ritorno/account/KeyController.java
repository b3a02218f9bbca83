package io.ritorno.account;

import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// API keys and the audit log.
@RestController
@OwnerOnly
class KeyController {
    record Form(@Nullable String name, @Nullable String role, @Nullable Integer shop) {}

    /// @param key the secret: shown this once
    record NewKey(
            UUID id,
            String name,
            Role role,
            @Nullable Integer shop,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            String key) {}

    private final Keys keys;
    private final Shops shops;
    private final Audit audit;

    KeyController(Keys keys, Shops shops, Audit audit) {
        this.keys = keys;
        this.shops = shops;
        this.audit = audit;
    }

    @GetMapping("/api/keys")
    List<Keys.Key> list(Caller caller) {
        return keys.list(caller.accountId());
    }

    @PostMapping("/api/keys")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    NewKey create(Caller caller, @RequestBody Form form) {
        if (form.name() == null || form.name().isBlank()) throw Problem.invalid("name", "missing");
        var role = form.role() == null ? Role.MARKETER : UserController.role(form.role());
        if (form.shop() != null && shops.find(form.shop()).filter(caller::sees).isEmpty())
            throw Problem.invalid("shop", "unknown-shop");
        var made =
                keys.create(
                        caller.accountId(), form.shop(), UserController.name(form.name()), role);
        var key = made.key();
        audit.record(caller, null, "key.created", Map.of("id", key.id(), "name", key.name()));
        return new NewKey(
                key.id(),
                key.name(),
                key.role(),
                key.shop(),
                key.createdAt(),
                key.lastUsedAt(),
                made.secret());
    }

    @DeleteMapping("/api/keys/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void revoke(Caller caller, @PathVariable UUID id) {
        if (!keys.revoke(caller.accountId(), id)) throw Problem.notFound("key");
        audit.record(caller, null, "key.revoked", Map.of("id", id));
    }

    @GetMapping("/api/audit")
    Page<Audit.Entry> audit(
            Caller caller,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return audit.list(caller.accountId(), limit, cursor);
    }
}
