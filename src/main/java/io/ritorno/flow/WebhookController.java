package io.ritorno.flow;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.cart.Carts;
import io.ritorno.catalog.Products;
import io.ritorno.content.JsonTemplates;
import io.ritorno.delivery.TemplateFacts;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import io.ritorno.webhook.Answer;
import io.ritorno.webhook.Target;
import io.ritorno.webhook.WebhookSecrets;
import io.ritorno.webhook.Webhooks;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;

/// Shows what a webhook step would tell another program of a person, and tells it once to see what
/// comes back.
@RestController
@RequestMapping("/api/shops/{shop}/webhooks")
class WebhookController {
    private static final int SHOWN = 1_000;

    private final CallBodies bodies;
    private final JsonTemplates templates;
    private final Webhooks webhooks;
    private final KeptSecrets secrets;
    private final Flows flows;
    private final Profiles profiles;
    private final Carts carts;
    private final Products products;
    private final InstantSource time;

    WebhookController(
            CallBodies bodies,
            JsonTemplates templates,
            Webhooks webhooks,
            KeptSecrets secrets,
            Flows flows,
            Profiles profiles,
            Carts carts,
            Products products,
            InstantSource time) {
        this.bodies = bodies;
        this.templates = templates;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.flows = flows;
        this.profiles = profiles;
        this.carts = carts;
        this.products = products;
        this.time = time;
    }

    /// @param secret a new one, or the name of one that is kept
    /// @param body Liquid; none: the body that there is without one
    /// @param flow, step, name which step it is
    /// @param profile whom it is about; none: a made-up person with a made-up cart
    /// @param cart of that person; none: a made-up one
    record Form(
            @Nullable String url,
            @Nullable String secret,
            @Nullable String body,
            @Nullable UUID flow,
            @Nullable String step,
            @Nullable String name,
            @Nullable UUID profile,
            @Nullable UUID cart) {}

    record Preview(String body) {}

    @PostMapping("/preview")
    Preview preview(Shop shop, @RequestBody Form form) {
        return new Preview(body(shop, form));
    }

    /// @param status of HTTP; null when there was no answer
    /// @param why there was none, or it was no delivery; null when it was
    /// @param answer its first characters
    /// @param body what was told
    record Tested(
            boolean ok,
            @Nullable Integer status,
            @Nullable String why,
            String answer,
            String body) {}

    @PostMapping("/test")
    Tested test(Shop shop, @RequestBody Form form) {
        var url = form.url() == null ? "" : form.url().strip();
        if (url.isEmpty()) throw Problem.invalid("url", "missing");
        if (Target.problem(url) != null) throw Problem.invalid("url", "not-a-url");
        var secret = form.secret() == null || form.secret().isBlank() ? null : form.secret();
        var kept = secret == null ? null : KeptSecrets.id(secret);
        if (kept != null && !secrets.exists(shop, kept)
                || secret != null && kept == null && WebhookSecrets.problem(secret) != null)
            throw Problem.invalid("secret", "not-a-secret");
        var body = body(shop, form);
        var answer =
                webhooks.test(shop, url, kept == null ? secret : null, kept, body)
                        .orElseThrow(
                                () -> Problem.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-calls"));
        var text = answer.text();
        return new Tested(
                answer.ok(),
                answer.status() == 0 ? null : answer.status(),
                answer.ok() ? null : Answer.why(answer),
                text.length() > SHOWN ? text.substring(0, SHOWN) : text,
                body);
    }

    private String body(Shop shop, Form form) {
        var template = form.body() == null || form.body().isBlank() ? null : form.body();
        if (template != null) {
            var faults = templates.check(template);
            if (!faults.isEmpty()) throw broken(faults);
        }
        var now = time.instant();
        var person = person(shop, form);
        var cart = cart(shop, form, person);
        var flow = form.flow() == null ? null : flows.find(shop, form.flow()).orElse(null);
        var subject =
                new CallBodies.Subject(
                        person,
                        cart,
                        products.load(
                                shop,
                                cart.lines().stream().map(CartLine::product).distinct().toList()),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("code", "SAMPLE-7K4M")
                                .put("expires", shop.day(now).plusDays(14).toString()),
                        new CallBodies.Place(
                                flow == null ? "" : flow.id().toString(),
                                flow == null ? "" : flow.name(),
                                form.step() == null ? "" : form.step(),
                                form.name() == null ? "" : form.name()));
        return switch (bodies.write(shop, template, subject, now)) {
            case JsonTemplates.Made(var json) -> json;
            case JsonTemplates.Failed(var reason) ->
                    throw broken(List.of(new io.ritorno.content.Fault("body", 1, null, reason)));
        };
    }

    private static Problem broken(List<io.ritorno.content.Fault> faults) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                faults,
                "template-broken",
                faults.getFirst().message());
    }

    private Person person(Shop shop, Form form) {
        if (form.profile() == null)
            return TemplateFacts.samplePerson(shop.locale(), time.instant());
        return profiles.find(shop, form.profile()).orElseThrow(() -> Problem.notFound("customer"));
    }

    private Cart cart(Shop shop, Form form, Person person) {
        if (form.cart() == null) return TemplateFacts.sampleCart(shop, person.id(), time.instant());
        return carts.find(shop, shop.parts().of(person.id()), form.cart())
                .filter(cart -> cart.profile().equals(person.id()))
                .orElseThrow(() -> Problem.notFound("cart"));
    }
}
