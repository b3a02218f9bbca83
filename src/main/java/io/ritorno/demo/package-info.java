/// The demo shop (`RITORNO_DEMO=true`): a made-up outdoor shop with eighteen months of history, and
/// simulated shoppers who act while the manual clock is moved. Everything is drawn from a fixed
/// seed and comes in by the same road as a real shop's events. Owns no table; reads `message`,
/// `message_body` and `inbox`. May use everything, nothing uses it.
///
/// Start at [io.ritorno.demo.DemoShops], which loads the shops, and [io.ritorno.demo.Shoppers], who
/// live in them.
@NullMarked
package io.ritorno.demo;

import org.jspecify.annotations.NullMarked;
