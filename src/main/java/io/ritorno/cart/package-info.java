/// Carts: what lies in them, when they count as abandoned, and which order ended them. Owns the
/// table `cart`. Reads `orders` to know what was bought already. Depends on `platform`, `account`,
/// `event`, `profile`, `catalog` and `order`. Start at [io.ritorno.cart.CartState], how an event
/// changes a cart; [io.ritorno.cart.CartStage] applies it and [io.ritorno.cart.CartDeadlines]
/// watches the time.
@NullMarked
package io.ritorno.cart;

import org.jspecify.annotations.NullMarked;
