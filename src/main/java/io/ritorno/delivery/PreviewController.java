package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.cart.CartLine;
import io.ritorno.cart.Carts;
import io.ritorno.catalog.Product;
import io.ritorno.catalog.Products;
import io.ritorno.content.Fault;
import io.ritorno.content.MailContent;
import io.ritorno.content.MailTemplates;
import io.ritorno.platform.Ids;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import io.ritorno.recommend.Pick;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Shows a template as a person would get it, and sends it to the marketer.
@RestController
@RequestMapping("/api/shops/{shop}/preview")
class PreviewController {
    record Content(
            @Nullable String subject,
            @Nullable String preheader,
            @Nullable String mjml,
            @Nullable String text) {}

    /// @param profile whose preview it is; none: a made-up person with a made-up cart
    /// @param cart of that person; none: a made-up one
    /// @param transactional whether it goes out without a way to unsubscribe
    record Form(
            @Nullable Content content,
            @Nullable String locale,
            @Nullable Boolean transactional,
            @Nullable UUID profile,
            @Nullable UUID cart,
            @Nullable String to) {}

    record Preview(String subject, String html, String text) {}

    record Sent(boolean ok, String detail) {}

    private final MailTemplates templates;
    private final Writer writer;
    private final Profiles profiles;
    private final Carts carts;
    private final Products products;
    private final Goods goods;
    private final Links links;
    private final EmailProvider provider;
    private final InstantSource time;
    private final JsonMapper json;

    PreviewController(
            MailTemplates templates,
            Writer writer,
            Profiles profiles,
            Carts carts,
            Products products,
            Goods goods,
            Links links,
            EmailProvider provider,
            InstantSource time,
            JsonMapper json) {
        this.templates = templates;
        this.writer = writer;
        this.profiles = profiles;
        this.carts = carts;
        this.products = products;
        this.goods = goods;
        this.links = links;
        this.provider = provider;
        this.time = time;
        this.json = json;
    }

    @PostMapping
    Preview preview(Shop shop, @RequestBody Form form) {
        var mail = write(shop, form, "preview@example.com").body();
        return new Preview(
                mail.subject(), Tracking.harmless(mail.html(), links.base()), mail.text());
    }

    @PostMapping("/send")
    Sent send(Shop shop, @RequestBody Form form) {
        var to = form.to();
        if (to == null || !Gate.valid(to)) throw Problem.invalid("to", "not-an-email");
        var mail = write(shop, form, to);
        // nothing in it leads to a message: there is none
        var written = mail.outgoing();
        var body = mail.body();
        var test =
                new OutgoingMail(
                        written.message(),
                        written.from(),
                        written.fromName(),
                        written.replyTo(),
                        to,
                        body.subject(),
                        Tracking.harmless(body.html(), links.base()),
                        body.text(),
                        Map.of(),
                        written.dkim());
        return SmtpController.sent(provider.send(test));
    }

    private Writer.Done write(Shop shop, Form form, String address) {
        var content = content(form);
        var faults = templates.check(content);
        if (!faults.isEmpty()) throw broken(faults);
        var person = person(shop, form);
        var language = MailModel.language(form.locale() == null ? shop.locale() : form.locale());
        var samples = Sample.products(shop, language, bestsellers(shop, person));
        var cart = cart(shop, form, person, samples);
        var known =
                products.load(
                        shop, cart.lines().stream().map(CartLine::product).distinct().toList());
        var shown = goods(shop, form, person, content, samples);
        known.putAll(shown.products());
        var subject =
                new Writer.Subject(
                        "preview",
                        shop,
                        person,
                        cart,
                        shown.of(person.id()),
                        known,
                        Sample.about(samples, shop.day(time.instant())),
                        sample(shop));
        var texts = Map.of(language, content);
        var transactional = Boolean.TRUE.equals(form.transactional());
        var id = Ids.next(time.instant());
        return switch (writer.write(id, address, subject, texts, transactional)) {
            case Writer.Done done -> done;
            case Writer.Failed(var reason) ->
                    throw broken(List.of(new Fault("mjml", 1, null, reason)));
        };
    }

    /// What a coupon may look like.
    private JsonNode sample(Shop shop) {
        return json.createObjectNode()
                .put("code", "SAMPLE-7K4M")
                .put("expires", shop.day(time.instant()).plusDays(14).toString());
    }

    private static MailContent content(Form form) {
        var content = form.content();
        if (content == null || content.mjml() == null)
            throw Problem.invalid("content", "content-incomplete");
        return new MailContent(
                content.subject() == null ? "" : content.subject(),
                content.preheader() == null ? "" : content.preheader(),
                content.mjml(),
                content.text());
    }

    private static Problem broken(List<Fault> faults) {
        return Problem.of(
                HttpStatus.UNPROCESSABLE_CONTENT,
                faults,
                "template-broken",
                faults.getFirst().message());
    }

    private Person person(Shop shop, Form form) {
        if (form.profile() == null) return Sample.person(form.locale(), time.instant());
        return profiles.find(shop, form.profile()).orElseThrow(() -> Problem.notFound("customer"));
    }

    private Cart cart(Shop shop, Form form, Person person, List<Product> samples) {
        if (form.cart() == null) return Sample.cart(shop, person.id(), samples, time.instant());
        var part = shop.parts().of(person.id());
        return carts.find(shop, part, form.cart()).orElseThrow(() -> Problem.notFound("cart"));
    }

    /// What most people buy, to make samples of.
    private List<Product> bestsellers(Shop shop, Person person) {
        var part = shop.parts().of(person.id());
        var best = Map.of("", new MailContent("", "", "{{ picks.best }}", null));
        var ask = new Goods.Ask(person.id(), person.id(), json.createObjectNode(), best);
        return goods.find(shop, part, List.of(ask), time.instant())
                .of(person.id())
                .picks()
                .getOrDefault(Pick.BEST, List.of());
    }

    /// What she would be shown now; what there is nothing of for her is made up, so that the
    /// template can be looked at.
    private Goods.Found goods(
            Shop shop, Form form, Person person, MailContent content, List<Product> samples) {
        var texts = Map.of("", content);
        var own = Goods.Found.NOTHING;
        if (form.profile() != null) {
            var part = shop.parts().of(person.id());
            var about = json.createObjectNode();
            var ask = new Goods.Ask(person.id(), person.id(), about, texts);
            own = goods.find(shop, part, List.of(ask), time.instant());
        }
        var named = Goods.Named.of(texts).picks();
        return Sample.goods(shop, person.id(), own, named, samples, time.instant());
    }
}
