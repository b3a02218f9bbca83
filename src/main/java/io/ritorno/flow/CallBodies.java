package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.cart.Carts;
import io.ritorno.catalog.Product;
import io.ritorno.catalog.Products;
import io.ritorno.content.JsonTemplates;
import io.ritorno.delivery.TemplateFacts;
import io.ritorno.platform.Reason;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Writes what other programs are told: the step's own text filled for the person or, without one,
/// all that is known of her and of why she is here. Made when she comes to the step, and the same
/// at each try.
@Component
class CallBodies {
    private final Profiles profiles;
    private final Carts carts;
    private final Products products;
    private final FlowStore flows;
    private final JsonTemplates templates;
    private final JsonMapper json;

    CallBodies(
            Profiles profiles,
            Carts carts,
            Products products,
            FlowStore flows,
            JsonTemplates templates,
            JsonMapper json) {
        this.profiles = profiles;
        this.carts = carts;
        this.products = products;
        this.flows = flows;
        this.templates = templates;
        this.json = json;
    }

    /// @param bodies by run
    /// @param failed why there is none, by run, as [Reason#kept]
    record Made(Map<UUID, String> bodies, Map<UUID, String> failed) {}

    /// What a body is about.
    ///
    /// @param event properties of what started the run
    record Subject(
            Person person,
            @Nullable Cart cart,
            Map<String, Product> products,
            JsonNode event,
            @Nullable JsonNode coupon,
            Place place) {}

    /// Which step of which flow tells it.
    record Place(String flow, String flowName, String step, String stepName) {}

    /// @param runs of one part that stand at this step
    Made make(Shop shop, int part, Step.Webhook step, List<Run> runs, Instant now) {
        var people = profiles.load(shop, part, runs.stream().map(Run::profile).distinct().toList());
        var theirs =
                carts.load(
                        shop,
                        part,
                        runs.stream().map(Run::cart).filter(Objects::nonNull).distinct().toList());
        var known =
                products.load(
                        shop,
                        theirs.values().stream()
                                .flatMap(cart -> cart.lines().stream())
                                .map(CartLine::product)
                                .distinct()
                                .toList());
        var names = flows.load(shop.id(), runs.stream().map(Run::flow).distinct().toList());
        var bodies = new HashMap<UUID, String>();
        var failed = new HashMap<UUID, String>();
        for (var run : runs) {
            var person = people.get(run.profile());
            if (person == null) {
                failed.put(run.id(), Reason.of("person-gone").kept());
                continue;
            }
            var flow = names.get(run.flow());
            var subject =
                    new Subject(
                            person,
                            run.cart() == null ? null : theirs.get(run.cart()),
                            known,
                            run.context().path("event"),
                            run.context().get("coupon"),
                            new Place(
                                    run.flow().toString(),
                                    flow == null ? "" : flow.name(),
                                    run.step(),
                                    step.name()));
            switch (write(shop, step.body(), subject, now)) {
                case JsonTemplates.Made(var body) -> bodies.put(run.id(), body);
                case JsonTemplates.Failed(var reason) -> failed.put(run.id(), reason.kept());
            }
        }
        return new Made(bodies, failed);
    }

    /// @param template null: the body that there is without one
    JsonTemplates.Filled write(Shop shop, @Nullable String template, Subject subject, Instant now) {
        var model =
                TemplateFacts.of(
                        shop,
                        subject.person(),
                        subject.cart(),
                        subject.products(),
                        subject.event(),
                        subject.coupon());
        var place = subject.place();
        model.put("flow", Map.of("id", place.flow(), "name", place.flowName()));
        model.put("step", Map.of("id", place.step(), "name", place.stepName()));
        model.put("now", now.toString());
        return template == null
                ? new JsonTemplates.Made(plain(model, now))
                : templates.fill(template, model);
    }

    private String plain(Map<String, Object> model, Instant now) {
        var body = json.createObjectNode();
        body.put("type", "flow.step").put("timestamp", now.toString());
        var data = body.putObject("data");
        for (var name : List.of("shop", "flow", "step", "person", "event", "cart", "coupon")) {
            var value = model.get(name);
            if (value != null) data.set(name, figures(json.valueToTree(value)));
        }
        // how its mails look concerns no other program
        if (data.get("shop") instanceof ObjectNode shop) shop.retain("name", "url", "currency");
        return body.toString();
    }

    /// Without what is only said for a reader: `valueText` beside `value`.
    private static JsonNode figures(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var names = List.copyOf(object.propertyNames());
            for (var name : names)
                if (name.endsWith("Text")
                        && object.has(name.substring(0, name.length() - "Text".length())))
                    object.remove(name);
        }
        for (var child : node) figures(child);
        return node;
    }
}
