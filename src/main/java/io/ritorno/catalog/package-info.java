/// Products, their brands and categories, learnt from whatever names them: a page view, a cart, an
/// order, an import. Later facts win by their own time. Owns the tables `product`,
/// `product_category` and `product_change`, which stand on the shop's first part. Depends on
/// `platform`, `account` and `event`. Start at [io.ritorno.catalog.Products].
@NullMarked
package io.ritorno.catalog;

import org.jspecify.annotations.NullMarked;
