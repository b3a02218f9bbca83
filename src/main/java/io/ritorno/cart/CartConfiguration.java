package io.ritorno.cart;

import io.ritorno.profile.MovedTable;
import io.ritorno.profile.PersonalTable;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes along when a person is merged.
@Configuration(proxyBeanMethods = false)
class CartConfiguration {
    @Bean
    MovedTable cartsMove() {
        return MovedTable.withOrigin("cart");
    }

    /// Reports count carts and what they were worth. One that is open stays as it is: no time runs
    /// for it any more.
    @Bean
    PersonalTable cartsOfPeople() {
        return PersonalTable.kept(
                "cart",
                "carts",
                Map.of(
                        "external_id", "null",
                        "url", "null",
                        "due_at", "null",
                        "lines",
                                """
                                (select coalesce(jsonb_agg(l - 'url' - 'image'), '[]')
                                from jsonb_array_elements(t.lines) l)"""),
                "state",
                "currency",
                "checkout_step",
                "counted_state");
    }
}
