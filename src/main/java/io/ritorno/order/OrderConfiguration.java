package io.ritorno.order;

import io.ritorno.profile.MovedTable;
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
}
