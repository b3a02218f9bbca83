package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.account.Shops;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the link by which somebody came from a mail to one of our pages: whose it is now, and in
/// which language to speak to her.
@Component
class Visits {
    private final Links links;
    private final Shops shops;
    private final Profiles profiles;

    Visits(Links links, Shops shops, Profiles profiles) {
        this.links = links;
        this.shops = shops;
        this.profiles = profiles;
    }

    record Visit(Shop shop, LinkToken token, UUID profile, Words words) {}

    /// Null when the link is none of ours, is for something else, or leads to nobody any more.
    @Nullable Visit read(String token, Set<LinkToken.Kind> kinds, HttpServletRequest request) {
        var read = links.read(token).orElse(null);
        if (read == null || !kinds.contains(read.kind())) return null;
        var shop = shops.find(read.shop()).orElse(null);
        if (shop == null) return null;
        var person = profiles.find(shop, read.profile()).orElse(null);
        // who has been merged into somebody is that somebody
        for (var i = 0; i < 10 && person != null && person.mergedInto() != null; i++)
            person = profiles.find(shop, person.mergedInto()).orElse(null);
        if (person == null) return null;
        return new Visit(shop, read, person.id(), words(shop, person, request));
    }

    private static Words words(Shop shop, Person person, HttpServletRequest request) {
        if (person.locale() != null) return Words.of(person.locale());
        var browser = request.getHeader("Accept-Language");
        return Words.of(
                browser == null || browser.isBlank() || browser.startsWith("*")
                        ? shop.locale()
                        : browser);
    }
}
