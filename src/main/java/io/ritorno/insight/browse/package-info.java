/// The lists and pages of orders, carts and products, and the one search over everything: reads
/// only. Every list pages by position, never by count, and asks each part for its own first rows,
/// so that a page costs the same at the top of a list of ten and of ten million.
@NullMarked
package io.ritorno.insight.browse;

import org.jspecify.annotations.NullMarked;
