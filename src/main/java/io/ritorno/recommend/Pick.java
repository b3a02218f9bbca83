package io.ritorno.recommend;

import java.util.Locale;

/// A reason to show products to a person.
public enum Pick {
    /// Bought by others together with what she bought.
    TOGETHER,
    /// Of the same category as what she bought, and dearer.
    BETTER,
    /// Bought by most, lately.
    BEST,
    /// New in the shop.
    NEWS,
    /// What she looked at, last first.
    VIEWED,
    /// What matches her last search.
    FOUND,
    /// What the message is about: the product that its event names.
    ABOUT;

    /// In templates and APIs: `together`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
