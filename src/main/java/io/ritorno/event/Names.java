package io.ritorno.event;

/// Names of events that the program itself acts upon. The shopper's are Segment's e-commerce spec
/// v2 (segment.com/docs/connections/spec/ecommerce/v2, 2026-11); ours follow its style.
public final class Names {
    public static final String PAGE_VIEWED = "Page Viewed";
    public static final String IDENTIFIED = "Identified";
    public static final String PRODUCT_VIEWED = "Product Viewed";
    public static final String PRODUCT_LIST_VIEWED = "Product List Viewed";
    public static final String PRODUCT_LIST_FILTERED = "Product List Filtered";
    public static final String PRODUCT_CLICKED = "Product Clicked";
    public static final String PRODUCTS_SEARCHED = "Products Searched";
    public static final String PRODUCT_ADDED = "Product Added";
    public static final String PRODUCT_REMOVED = "Product Removed";
    public static final String WISHLIST_ADDED = "Product Added to Wishlist";
    public static final String WISHLIST_REMOVED = "Product Removed from Wishlist";
    public static final String CART_VIEWED = "Cart Viewed";
    public static final String CART_UPDATED = "Cart Updated";
    public static final String CHECKOUT_STARTED = "Checkout Started";
    public static final String CHECKOUT_STEP_VIEWED = "Checkout Step Viewed";
    public static final String CHECKOUT_STEP_COMPLETED = "Checkout Step Completed";
    public static final String PAYMENT_INFO_ENTERED = "Payment Info Entered";
    public static final String ORDER_COMPLETED = "Order Completed";
    public static final String ORDER_UPDATED = "Order Updated";
    public static final String ORDER_REFUNDED = "Order Refunded";
    public static final String ORDER_CANCELLED = "Order Cancelled";
    public static final String COUPON_APPLIED = "Coupon Applied";
    public static final String PROMOTION_CLICKED = "Promotion Clicked";
    public static final String PROMOTION_VIEWED = "Promotion Viewed";

    /// `{code, campaign?}`: whoever opens a page by a printed code; sent by the page that she lands
    /// on.
    public static final String QR_CODE_SCANNED = "QR Code Scanned";

    /// The facts of a product, from an import or a connector; concerns no person.
    public static final String PRODUCT_UPDATED = "Product Updated";

    // derived here; `properties` in brackets
    /// `{code, pool, order_id}`: an order named a code of one of the shop's pools
    public static final String COUPON_USED = "Coupon Used";

    /// `{cart, value, items}`; `cart` is our cart id
    public static final String CART_ABANDONED = "Cart Abandoned";

    /// `{cart, value, order}`
    public static final String CART_RECOVERED = "Cart Recovered";

    /// `{segment}`
    public static final String SEGMENT_ENTERED = "Segment Entered";

    public static final String SEGMENT_LEFT = "Segment Left";

    /// `{channel, state, source, shown}`
    public static final String CONSENT_CHANGED = "Consent Changed";

    /// `{message, channel, flow?, step?, campaign?}`
    public static final String MESSAGE_SENT = "Message Sent";

    /// `{message, machine, …}`
    public static final String MESSAGE_OPENED = "Message Opened";

    public static final String MESSAGE_CLICKED = "Message Clicked";

    /// `{survey, question, answer, answerText, comment?, message, flow?, step?}`
    public static final String SURVEY_ANSWERED = "Survey Answered";

    private Names() {}
}
