package io.ritorno.demo;

import io.ritorno.flow.Flows;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/// What the demo shops' marketer has switched on.
@Component
@ConditionalOnBooleanProperty("ritorno.demo")
class DemoFlows {
    private static final String CART = "abandoned-cart";

    private final Flows flows;

    DemoFlows(Flows flows) {
        this.flows = flows;
    }

    /// Switches the abandoned-cart recipe on, once.
    void switchOn(DemoShop demo) {
        var shop = demo.shop();
        if (flows.list(shop).stream().anyMatch(flow -> CART.equals(flow.recipe()))) return;
        flows.create(shop, CART, null, Map.of(), shop.locale(), true);
    }
}
