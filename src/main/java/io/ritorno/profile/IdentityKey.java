package io.ritorno.profile;

/// One way of knowing a person. `user`, `email` and `phone` make her known; `anon` is a browser;
/// `order` and `cart` are the shop's ids for what is hers.
///
/// @param value as compared: e-mail in lower case, phone as E.164
record IdentityKey(String kind, String value) {
    static final String USER = "user";
    static final String EMAIL = "email";
    static final String PHONE = "phone";
    static final String ANON = "anon";
    static final String ORDER = "order";
    static final String CART = "cart";

    /// Whether it says who she is, not only which browser or basket this was.
    boolean strong() {
        return kind.equals(USER) || kind.equals(EMAIL) || kind.equals(PHONE);
    }
}
