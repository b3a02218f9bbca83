/// Coupons: pools of codes that flows give away, each code to one person, and what became of it.
/// Owns the tables `coupon_pool` and `coupon_code`. A shop's codes are a stock that all its people
/// draw from, so they stand on its first part, like its catalog; whoever gives one locks it there
/// and nothing else. Reads `profile_trait` for names. Depends on `platform`, `account`, `event` and
/// `profile`.
///
/// Start at [io.ritorno.coupon.Coupons].
@NullMarked
package io.ritorno.coupon;

import org.jspecify.annotations.NullMarked;
