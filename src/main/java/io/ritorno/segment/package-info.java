/// Who answers to what: conditions, the one place that turns them into SQL, segments and who is in
/// them. Owns the tables `segment`, `segment_build`, `segment_count`, `segment_day`, `membership`
/// and `listed`. Reads `profile`, `profile_trait`, `consent`, `event`, `orders`, `order_line`,
/// `purchases`, `message`, `cart`, `product`, `product_category`; and `flow`, `flow_version`,
/// `flow_run` to say where a segment is in use. Depends on `platform`, `account`, `event`,
/// `profile`.
///
/// Start at [io.ritorno.segment.Condition] and [io.ritorno.segment.ConditionSql]; from outside, at
/// [io.ritorno.segment.Conditions] and [io.ritorno.segment.Segments].
@NullMarked
package io.ritorno.segment;

import org.jspecify.annotations.NullMarked;
