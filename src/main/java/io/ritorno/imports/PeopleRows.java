package io.ritorno.imports;

import io.ritorno.platform.Unfit;
import io.ritorno.profile.Contact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Rows about people become identify calls.
final class PeopleRows {
    private static final List<String[]> TRAITS =
            List.of(
                    new String[] {"email", "email"},
                    new String[] {"phone", "phone"},
                    new String[] {"first_name", "firstName"},
                    new String[] {"last_name", "lastName"},
                    new String[] {"name", "name"},
                    new String[] {"country", "country"},
                    new String[] {"city", "city"},
                    new String[] {"company", "company"},
                    new String[] {"gender", "gender"},
                    new String[] {"locale", "locale"},
                    new String[] {"timezone", "timezone"});

    private PeopleRows() {}

    static void customers(ImportJob job, List<Row> rows, Draft draft) {
        var layout = job.layout();
        var ours = Guess.fields(Kind.CUSTOMERS);
        var attributes =
                job.mapping().fields().keySet().stream()
                        .filter(field -> !ours.contains(field) && !Mapping.OPTIONS.contains(field))
                        .toList();
        for (var row : rows) {
            try {
                customer(job, layout, attributes, row, draft);
            } catch (Unfit e) {
                draft.fail(row, e);
            }
        }
    }

    private static void customer(
            ImportJob job, Layout layout, List<String> attributes, Row row, Draft draft) {
        var call = Draft.call("identify");
        var traits = identity(layout, row, call);
        Draft.put(traits, "birthday", layout.day(row, "birthday"));
        var tags = layout.text(row, "tags");
        if (tags != null) {
            var list = traits.putArray("tags");
            for (var tag : tags.split("[,;|]")) if (!tag.isBlank()) list.add(tag.strip());
        }
        var registered = layout.time(row, "created_at");
        if (registered != null) traits.put("createdAt", registered.toString());
        for (var channel : List.of("email", "sms")) {
            var consent = layout.text(row, "consent_" + channel);
            if (consent == null) continue;
            if (!(traits.get("consent") instanceof ObjectNode)) traits.putObject("consent");
            ((ObjectNode) traits.get("consent")).put(channel, Values.yes(consent));
            traits.put("consentSource", "import");
        }
        for (var attribute : attributes) Draft.put(traits, attribute, layout.text(row, attribute));
        if (!call.has("userId") && !traits.has("email") && !traits.has("phone"))
            throw new Unfit(null, "nobody-named");
        if (traits.has("email") && Contact.email(traits.get("email").asString()).isEmpty())
            throw new Unfit("email", "not-an-email");
        draft.add(job.shop(), call, layout.time(row, "updated_at"), job.createdAt());
    }

    /// Puts the person's id and traits into the call.
    static ObjectNode identity(Layout layout, Row row, ObjectNode call) {
        Draft.put(call, "userId", customer(layout, row));
        var traits = call.putObject("traits");
        for (var trait : TRAITS) Draft.put(traits, trait[1], layout.text(row, trait[0]));
        return traits;
    }

    /// A whole number that a spreadsheet has made a broken one, `17850.0`, is itself again.
    static @Nullable String customer(Layout layout, Row row) {
        var id = layout.text(row, "customer_id");
        if (id == null) return null;
        if (id.length() > 200) throw new Unfit("customer_id", "too-long", 200);
        return id.endsWith(".0") && id.matches("\\d+\\.0") ? id.substring(0, id.length() - 2) : id;
    }

    /// What an order's row says about its person, or null when that is no more than who it is.
    static @Nullable ObjectNode told(Layout layout, Row row, Instant at) {
        var call = Draft.call("identify");
        var traits = identity(layout, row, call);
        if (!call.has("userId") && !traits.has("email") && !traits.has("phone")) return null;
        return traits.isEmpty() ? null : call;
    }

    static @Nullable String email(Layout layout, Row row) {
        var email = layout.text(row, "email");
        return email == null ? null : email.toLowerCase(Locale.ROOT);
    }
}
