package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.catalog.Product;
import io.ritorno.profile.Person;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What templates other than mails can name of a person and her cart: the same words as in mails.
public final class TemplateFacts {
    private TemplateFacts() {}

    /// A model that the caller may add to.
    ///
    /// @param products of the cart's lines
    /// @param event properties of what all this is about
    public static Map<String, Object> of(
            Shop shop,
            Person person,
            @Nullable Cart cart,
            Map<String, Product> products,
            JsonNode event,
            @Nullable JsonNode coupon) {
        var locale = person.locale() == null ? shop.locale() : person.locale();
        var formats = MailModel.formats(shop, person, MailModel.language(locale));
        return new HashMap<>(MailModel.facts(shop, person, cart, products, event, coupon, formats));
    }

    /// A made-up person, to look at a template with.
    public static Person samplePerson(@Nullable String locale, Instant now) {
        return Sample.person(locale, now);
    }

    /// Her made-up cart.
    public static Cart sampleCart(Shop shop, UUID person, Instant now) {
        return Sample.cart(
                shop,
                person,
                Sample.products(shop, MailModel.language(shop.locale()), List.of()),
                now);
    }
}
