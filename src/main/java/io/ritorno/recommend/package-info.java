/// Which products to show a person: bought together, dearer of the same kind, best sellers, new
/// ones, what she looked at, what her search should have found. Simple questions to the facts that
/// are there; a better judge of taste can take their place behind [io.ritorno.recommend.Picks].
/// Owns no tables. Reads `product`, `product_category`, `order_line` and `event`. Depends on
/// `platform`, `account`, `event`, `catalog` and `order`.
@NullMarked
package io.ritorno.recommend;

import org.jspecify.annotations.NullMarked;
