package io.ritorno.coupon;

import io.ritorno.profile.PersonalTable;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CouponConfiguration {
    /// A code that was given stays given, so that nobody else gets it; to whom is forgotten.
    @Bean
    PersonalTable couponsOfPeople() {
        return PersonalTable.kept(
                "coupon_code",
                "coupons",
                "t.profile_id = any(?) or t.used_by = any(?)",
                Map.of("profile_id", "null", "origin_id", "null", "used_by", "null"),
                "code_key",
                "code",
                "used_order");
    }
}
