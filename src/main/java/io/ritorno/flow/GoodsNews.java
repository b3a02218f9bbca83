package io.ritorno.flow;

import io.ritorno.catalog.ProductChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Whom it concerns that a product came back or became cheaper: the same for those of today
/// ([ProductNews]) and those of a dry run ([PastGoods]).
final class GoodsNews {
    private GoodsNews() {}

    /// How far back a trigger of this kind looks for interest; 0 for any other.
    static int lastDays(Trigger trigger) {
        return switch (trigger) {
            case Trigger.BackInStock(_, var days) -> days;
            case Trigger.PriceDrop(_, var days, _) -> days;
            default -> 0;
        };
    }

    /// By what people show the interest that the trigger asks for.
    static Set<Trigger.Interest> kinds(Trigger trigger) {
        return switch (trigger) {
            case Trigger.BackInStock(var of, _) -> of;
            case Trigger.PriceDrop(var of, _, _) -> of;
            default -> Set.of();
        };
    }

    static boolean concerns(Trigger trigger, ProductChange news) {
        return switch (trigger) {
            case Trigger.BackInStock _ -> news.back();
            case Trigger.PriceDrop(_, _, var percent) -> !news.back() && news.percent() >= percent;
            default -> false;
        };
    }

    /// A person's interest in the product when the news comes.
    ///
    /// @param at when she last showed it in this way
    /// @param inCart whether it lies in a cart of hers that waits
    /// @param bought when she last bought it
    record Interested(String kind, Instant at, boolean inCart, @Nullable Instant bought) {}

    /// Whether somebody with this interest is told, once [#concerns] holds.
    static boolean tells(Trigger trigger, ProductChange news, Interested one) {
        var asked =
                kinds(trigger).stream()
                        .anyMatch(kind -> kind.name().toLowerCase(Locale.ROOT).equals(one.kind()));
        if (!asked || one.kind().equals(Interests.CART) && !one.inCart()) return false;
        // who has bought it since needs no news of it
        if (one.bought() != null && !one.bought().isBefore(one.at())) return false;
        return !one.at().isBefore(news.at().minus(Duration.ofDays(lastDays(trigger))));
    }

    static Entry entry(Live live, UUID profile, ProductChange news) {
        return new Entry(
                live,
                profile,
                "product "
                        + news.product()
                        + " "
                        + (news.back() ? news.at().toString() : news.price()),
                null,
                news.at(),
                news.id(),
                news.back() ? "back-in-stock" : "price-drop",
                about(news),
                "trigger");
    }

    private static ObjectNode about(ProductChange news) {
        var about = JsonNodeFactory.instance.objectNode().put("product_id", news.product());
        if (news.price() != null) about.put("price", news.price());
        if (news.before() != null) about.put("previous_price", news.before());
        if (news.before() != null) about.put("percent", news.percent());
        about.putArray("products").addObject().put("product_id", news.product());
        return about;
    }
}
