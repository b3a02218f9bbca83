package io.ritorno.customer;

import io.ritorno.account.Shop;
import io.ritorno.consent.Consents;
import io.ritorno.event.Direct;
import io.ritorno.event.Names;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import io.ritorno.profile.Contact;
import io.ritorno.profile.Merges;
import io.ritorno.profile.Person;
import io.ritorno.profile.Profiles;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The customers of a shop: `/api/shops/{shop}/profiles`.
@RestController
@RequestMapping("/api/shops/{shop}")
class CustomerController {
    /// What somebody says for a customer about a channel.
    ///
    /// @param state `in` or `out`
    record ConsentForm(String state, @Nullable String source, @Nullable String shown) {}

    record MergeForm(UUID into) {}

    record MergeMade(UUID id) {}

    private final CustomerList list;
    private final CustomerPage page;
    private final Timeline timeline;
    private final Merges merges;
    private final Profiles profiles;
    private final Direct direct;
    private final JsonMapper json;

    CustomerController(
            CustomerList list,
            CustomerPage page,
            Timeline timeline,
            Merges merges,
            Profiles profiles,
            Direct direct,
            JsonMapper json) {
        this.list = list;
        this.page = page;
        this.timeline = timeline;
        this.merges = merges;
        this.profiles = profiles;
        this.direct = direct;
        this.json = json;
    }

    @GetMapping("/profiles")
    Page<CustomerRow> list(
            Shop shop,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(required = false) @Nullable Boolean known,
            @RequestParam(defaultValue = "lastSeen") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return list.list(shop, search, known, CustomerList.Sort.of(sort), cursor, limit);
    }

    @GetMapping("/profiles/{id}")
    CustomerPage.Customer get(Shop shop, @PathVariable UUID id) {
        return page.get(shop, id);
    }

    @GetMapping("/profiles/{id}/timeline")
    Page<Timeline.Entry> timeline(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        here(shop, id);
        return timeline.list(shop, id, cursor, limit);
    }

    /// Changes what is known of a customer. A field that is null is forgotten.
    @PatchMapping("/profiles/{id}")
    CustomerPage.Customer change(Shop shop, @PathVariable UUID id, @RequestBody ObjectNode change) {
        here(shop, id);
        var traits = json.createObjectNode();
        for (var field : change.properties()) {
            if (field.getKey().equals("attributes")) {
                if (!(field.getValue() instanceof ObjectNode attributes))
                    throw Problem.invalid("attributes", "not-an-object");
                traits.setAll(attributes);
            } else if (Person.TRAITS.contains(field.getKey())) {
                traits.set(field.getKey(), field.getValue());
            } else {
                throw Problem.invalid(field.getKey(), "not-changeable");
            }
        }
        var email = traits.path("email").asString("");
        if (!email.isBlank() && Contact.email(email).isEmpty())
            throw Problem.invalid("email", "not-an-email");
        var phone = traits.path("phone").asString("");
        if (!phone.isBlank() && Contact.phone(phone, shop.country()).isEmpty())
            throw Problem.invalid("phone", "not-a-phone");
        var call = json.createObjectNode().put("type", "identify");
        call.set("traits", traits);
        direct.apply(shop, id, call);
        return page.get(shop, id);
    }

    @PutMapping("/profiles/{id}/consent/{channel}")
    CustomerPage.Customer consent(
            Shop shop,
            @PathVariable UUID id,
            @PathVariable String channel,
            @RequestBody ConsentForm form) {
        here(shop, id);
        if (!Consents.CHANNELS.contains(channel))
            throw Problem.invalid("channel", "not-one-of", String.join(", ", Consents.CHANNELS));
        if (!List.of("in", "out").contains(form.state()))
            throw Problem.invalid("state", "not-one-of", "in, out");
        var call = json.createObjectNode().put("type", "track").put("event", Names.CONSENT_CHANGED);
        call.putObject("properties")
                .put("channel", channel)
                .put("state", form.state())
                .put("source", form.source() == null ? "entered by staff" : form.source())
                .put("shown", form.shown() == null ? "" : form.shown());
        direct.apply(shop, id, call);
        return page.get(shop, id);
    }

    @GetMapping("/profiles/{id}/merges")
    List<Merges.Merge> merges(Shop shop, @PathVariable UUID id) {
        here(shop, id);
        return merges.ofWinner(shop, id);
    }

    /// This customer's history becomes the other's.
    @PostMapping("/profiles/{id}/merge")
    @ResponseStatus(HttpStatus.CREATED)
    MergeMade merge(Shop shop, @PathVariable UUID id, @RequestBody MergeForm form) {
        return new MergeMade(merges.merge(shop, id, form.into()));
    }

    @DeleteMapping("/merges/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void undo(Shop shop, @PathVariable UUID id) {
        merges.undo(shop, id);
    }

    private void here(Shop shop, UUID id) {
        if (profiles.find(shop, id).isEmpty()) throw Problem.notFound("customer");
    }
}
