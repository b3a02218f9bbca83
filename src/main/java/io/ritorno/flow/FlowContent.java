package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import io.ritorno.delivery.ContentSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Tells delivery what the messages of flows say.
@Component
class FlowContent implements ContentSource {
    private final FlowStore flows;

    FlowContent(FlowStore flows) {
        this.flows = flows;
    }

    @Override
    public Map<String, MailContent> content(Shop shop, UUID flow, int version, String step) {
        return flows.definition(shop.id(), flow, version)
                .map(definition -> definition.steps().get(step))
                .filter(Step.Send.class::isInstance)
                .map(send -> ((Step.Send) send).content())
                .orElse(Map.of());
    }
}
