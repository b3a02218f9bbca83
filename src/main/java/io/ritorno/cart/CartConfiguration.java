package io.ritorno.cart;

import io.ritorno.profile.MovedTable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class CartConfiguration {
    @Bean
    MovedTable cartsMove() {
        return MovedTable.withOrigin("cart");
    }
}
