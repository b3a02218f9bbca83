package io.ritorno.account;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The account's shops and their settings.
@RestController
@RequestMapping("/api/shops")
class ShopController {
    private final Shops shops;
    private final Audit audit;
    private final JsonMapper json;

    ShopController(Shops shops, Audit audit, JsonMapper json) {
        this.shops = shops;
        this.audit = audit;
        this.json = json;
    }

    @GetMapping
    List<ShopJson> list(Caller caller) {
        return shops.list(caller.accountId()).stream()
                .filter(caller::sees)
                .map(ShopJson::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @OwnerOnly
    @Transactional
    ShopJson create(Caller caller, @RequestBody ShopForm form) {
        var settings = form.settings() == null ? null : SettingsForm.check(form.settings());
        var shop = shops.create(form.draft(caller.accountId()));
        if (settings != null) shop = shops.update(shop, settings);
        audit.record(caller, shop, "shop.created", Map.of("name", shop.name()));
        return ShopJson.whole(shop);
    }

    @GetMapping("/{shop}")
    ShopJson show(Shop shop) {
        return ShopJson.whole(shop);
    }

    @PatchMapping("/{shop}")
    @Transactional
    ShopJson update(Caller caller, Shop shop, @RequestBody ShopForm form) {
        var settings =
                form.settings() == null
                        ? json.createObjectNode()
                        : SettingsForm.check(form.settings());
        var changed = shops.update(form.change(shop), settings);
        audit.record(
                caller,
                shop,
                "shop.changed",
                Map.of("fields", fields(form, settings.propertyNames().stream())));
        return ShopJson.whole(changed);
    }

    private static List<String> fields(ShopForm form, Stream<String> settings) {
        var own =
                Stream.of(
                                form.name() == null ? "" : "name",
                                form.url() == null ? "" : "url",
                                form.timezone() == null ? "" : "timezone",
                                form.locale() == null ? "" : "locale",
                                form.country() == null ? "" : "country")
                        .filter(field -> !field.isEmpty());
        return Stream.concat(own, settings).toList();
    }

    @PostMapping("/{shop}/write-key")
    @OwnerOnly
    @Transactional
    ShopJson renewWriteKey(Caller caller, Shop shop) {
        var changed = shops.renewWriteKey(shop);
        audit.record(caller, shop, "write-key.renewed", Map.of());
        return ShopJson.whole(changed);
    }
}
