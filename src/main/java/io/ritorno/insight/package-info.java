/// What the shop earned and through what: the credit ledger, the counts per day, the overview, and
/// (in `browse`) the lists of orders, carts and products to which every number opens. Owns the
/// tables `credit`, `rollup` and `report_zone`. Reads `orders`, `refund`, `cart`, `message`,
/// `touch`, `product` and `profile_trait`, and keeps in `orders.source`, `message.ordered_at` and
/// the `counted…` columns of `cart` and `message` what it has counted of those rows, because there
/// they go along when a merge moves a row. Depends on everything up to `flow`.
///
/// Start at [io.ritorno.insight.AttributionStage] for how a row gets into the figures and at
/// [io.ritorno.insight.Overview] for how they come out.
@NullMarked
package io.ritorno.insight;

import org.jspecify.annotations.NullMarked;
