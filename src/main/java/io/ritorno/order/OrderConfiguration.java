package io.ritorno.order;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class OrderConfiguration {
    @Bean
    MovedTable ordersMove() {
        return MovedTable.withOrigin("orders");
    }

    @Bean
    MovedTable orderLinesMove() {
        return MovedTable.following("order_line", "order_id", "orders");
    }

    @Bean
    MovedTable refundsMove() {
        return MovedTable.child("refund", "order_id", "orders");
    }

    /// Books and reports need orders; with the shop's own number, but whose they were is gone. The
    /// code of a coupon may have been made for her.
    @Bean
    PersonalTable ordersOfPeople() {
        return PersonalTable.kept(
                "orders",
                "orders",
                Map.of("coupon", "null"),
                "external_id",
                "number",
                "status",
                "currency",
                "original_currency",
                "payment_method",
                "sources",
                "source",
                "fact_source");
    }

    @Bean
    PersonalTable orderLinesOfPeople() {
        return PersonalTable.kept(
                "order_line", "orderLines", Map.of(), "product_id", "variant", "name");
    }

    @Bean
    PersonalTable refundsOfPeople() {
        return PersonalTable.keptWith("refund", "refunds", "order_id", "orders", "lines");
    }
}
