package io.ritorno.coupon;

import io.ritorno.account.Shop;
import io.ritorno.platform.Csv;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Pools of coupon codes over HTTP, see `docs/api.md`.
@RestController
@RequestMapping("/api/shops/{shop}/coupon-pools")
class CouponController {
    private static final int MOST_POOLS = 200;
    private static final int MOST_AT_ONCE = 50_000;

    private final Pools pools;
    private final InstantSource time;

    CouponController(Pools pools, InstantSource time) {
        this.pools = pools;
        this.time = time;
    }

    /// @param low whether the shop should add codes
    record PoolJson(
            UUID id,
            String name,
            @Nullable Integer validDays,
            @Nullable LocalDate expiresOn,
            int lowAt,
            long codes,
            long left,
            long given,
            long used,
            boolean low,
            boolean over,
            Instant createdAt) {}

    record Form(
            @Nullable String name,
            @Nullable Integer validDays,
            @Nullable LocalDate expiresOn,
            @Nullable Integer lowAt) {}

    @GetMapping
    Page<PoolJson> list(Shop shop) {
        var numbers = pools.numbers(shop);
        return new Page<>(
                pools.list(shop).stream().map(pool -> json(shop, pool, numbers)).toList(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    public PoolJson create(Shop shop, @RequestBody Form form) {
        if (pools.list(shop).size() >= MOST_POOLS)
            throw Problem.conflict("too-many-pools", MOST_POOLS);
        var now = time.instant();
        var pool = read(form, Ids.next(now), now);
        pools.insert(shop, pool);
        return json(shop, pool, Map.of());
    }

    @GetMapping("/{id}")
    PoolJson get(Shop shop, @PathVariable UUID id) {
        return json(shop, find(shop, id), pools.numbers(shop));
    }

    @PutMapping("/{id}")
    @Transactional
    public PoolJson edit(Shop shop, @PathVariable UUID id, @RequestBody Form form) {
        var pool = read(form, id, find(shop, id).createdAt());
        pools.update(shop, pool, null);
        return json(shop, pool, pools.numbers(shop));
    }

    /// Nothing more is given from it; what was given stays known.
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    public void archive(Shop shop, @PathVariable UUID id) {
        pools.update(shop, find(shop, id), time.instant());
    }

    record NewCodes(@Nullable List<String> codes) {}

    /// @param repeated which the shop had already, in this pool or another
    record Added(int added, int repeated) {}

    @PostMapping("/{id}/codes")
    @Transactional
    public Added add(Shop shop, @PathVariable UUID id, @RequestBody NewCodes body) {
        find(shop, id);
        var codes = new ArrayList<String>();
        var given = body.codes() == null ? List.<String>of() : body.codes();
        if (given.size() > MOST_AT_ONCE) throw Problem.invalid("codes", "too-many", MOST_AT_ONCE);
        for (var i = 0; i < given.size(); i++) {
            var code = given.get(i) == null ? "" : given.get(i).strip();
            if (code.isEmpty()) continue;
            if (!code.matches("[\\p{L}\\p{N}._-]{1,100}"))
                throw Problem.invalid("codes[" + i + "]", "wrong-coupon-code");
            codes.add(code);
        }
        if (codes.isEmpty()) throw Problem.invalid("codes", "empty");
        var added = pools.add(shop, id, codes, time.instant());
        return new Added(added, codes.size() - added);
    }

    record Generate(@Nullable String pattern, @Nullable Integer count) {}

    @PostMapping("/{id}/generate")
    @Transactional
    public Added generate(Shop shop, @PathVariable UUID id, @RequestBody Generate body) {
        find(shop, id);
        var count = body.count() == null ? 0 : body.count();
        if (count < 1 || count > MOST_AT_ONCE)
            throw Problem.invalid("count", "not-in-range", 1, MOST_AT_ONCE);
        var codes = Pattern.make(body.pattern() == null ? "" : body.pattern(), count);
        var added = pools.add(shop, id, codes, time.instant());
        return new Added(added, count - added);
    }

    @GetMapping("/{id}/codes")
    Page<Pools.Code> codes(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        find(shop, id);
        return page(shop, id, state(state), cursor, Page.limit(limit));
    }

    @GetMapping("/{id}/codes.csv")
    void csv(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String state,
            HttpServletResponse response)
            throws IOException {
        find(shop, id);
        var only = state(state);
        Csv.stream(
                response,
                "codes",
                List.of("code", "state", "email", "given_at", "expires_on", "used_at", "order"),
                cursor -> page(shop, id, only, cursor, Page.MOST),
                code ->
                        Arrays.asList(
                                code.code(),
                                code.state(),
                                code.email(),
                                code.givenAt(),
                                code.expiresOn(),
                                code.usedAt(),
                                code.order()));
    }

    private Page<Pools.Code> page(
            Shop shop, UUID id, @Nullable String state, @Nullable String cursor, int limit) {
        var position = Page.position(cursor, 2);
        var before = Pools.first();
        var after = -1L;
        if (!position.isEmpty()) {
            try {
                before = Instant.parse(position.getFirst());
                after = Long.parseLong(position.get(1));
            } catch (DateTimeParseException | NumberFormatException e) {
                throw Problem.invalid("cursor", "not-a-cursor");
            }
        }
        return Page.of(
                pools.codes(shop, id, state, before, after, limit + 1),
                limit,
                code ->
                        List.of(
                                (code.givenAt() == null ? Instant.EPOCH : code.givenAt())
                                        .toString(),
                                String.valueOf(code.seq())));
    }

    private static @Nullable String state(@Nullable String asked) {
        if (asked == null || asked.isBlank()) return null;
        if (!List.of("free", "given", "used").contains(asked))
            throw Problem.invalid("state", "not-one-of", "free, given, used");
        return asked;
    }

    private Pool find(Shop shop, UUID id) {
        return pools.find(shop, id)
                .filter(pool -> !pool.archived())
                .orElseThrow(() -> Problem.notFound("pool"));
    }

    private static Pool read(Form form, UUID id, Instant createdAt) {
        var name = form.name() == null ? "" : form.name().strip();
        if (name.isEmpty() || name.length() > 200 || name.indexOf(0) >= 0)
            throw Problem.invalid("name", "not-text", 200);
        var days = form.validDays();
        if (days != null && (days < 1 || days > 3_660))
            throw Problem.invalid("validDays", "not-in-range", 1, 3660);
        var low = form.lowAt() == null ? 0 : form.lowAt();
        if (low < 0 || low > 1_000_000)
            throw Problem.invalid("lowAt", "not-in-range", 0, 1_000_000);
        return new Pool(id, name, days, form.expiresOn(), low, createdAt, false);
    }

    private PoolJson json(Shop shop, Pool pool, Map<UUID, Pools.Numbers> all) {
        var n = all.getOrDefault(pool.id(), Pools.Numbers.NONE);
        return new PoolJson(
                pool.id(),
                pool.name(),
                pool.validDays(),
                pool.expiresOn(),
                pool.lowAt(),
                n.codes(),
                n.left(),
                n.given(),
                n.used(),
                n.left() <= pool.lowAt(),
                pool.over(shop, time.instant()),
                pool.createdAt());
    }
}
