/// Orders: one row for each, whoever tells of it and however often, with its lines and refunds.
/// Owns the tables `orders`, `order_line` and `refund`. Depends on `platform`, `account`, `event`,
/// `profile` and `catalog`. Start at [io.ritorno.order.OrderState], how a fact changes an order,
/// and [io.ritorno.order.OrderStage].
@NullMarked
package io.ritorno.order;

import org.jspecify.annotations.NullMarked;
