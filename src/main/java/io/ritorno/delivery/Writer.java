package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.catalog.Product;
import io.ritorno.content.Mail;
import io.ritorno.content.MailContent;
import io.ritorno.content.MailTemplates;
import io.ritorno.content.Rendered;
import io.ritorno.platform.Reason;
import io.ritorno.profile.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Writes one person's mail: fills the template, adds what every mail must have, and puts our links
/// in.
@Component
class Writer {
    private final MailTemplates templates;
    private final Links links;
    private final Surveys surveys;
    private final Dkim dkim;

    Writer(MailTemplates templates, Links links, Surveys surveys, Dkim dkim) {
        this.templates = templates;
        this.links = links;
        this.surveys = surveys;
        this.dkim = dkim;
    }

    /// What came of it.
    sealed interface Written {}

    /// @param body the mail as filled, with the shop's own addresses
    /// @param kept the same as it is kept
    /// @param outgoing the same with our links: what is handed over
    record Done(Mail body, KeptMail kept, OutgoingMail outgoing) implements Written {}

    record Failed(Reason reason) implements Written {}

    /// Whom and what a mail is about.
    ///
    /// @param origin what sends it, for the mailboxes' complaint statistics: a flow's id
    /// @param products of the cart's and the order's lines
    record Subject(
            String origin,
            Shop shop,
            Person person,
            @Nullable Cart cart,
            Goods.Shown goods,
            Map<String, Product> products,
            JsonNode context,
            @Nullable JsonNode coupon) {}

    /// Only such addresses stay as people may be sent to; and unless it is transactional, the mail
    /// has a way out, whatever the template forgot: laws want one in each (CAN-SPAM, GDPR).
    ///
    /// @param texts by language
    Written write(
            UUID message,
            String address,
            Subject subject,
            Map<String, MailContent> texts,
            boolean transactional) {
        var shop = subject.shop();
        var language = choose(texts, subject.person(), shop);
        if (language == null) return new Failed(Reason.of("mail-no-text"));
        var content = texts.get(language);
        if (content == null) return new Failed(Reason.of("mail-no-text"));
        var own = links.of(shop, message, subject.person().id());
        var formats = MailModel.formats(shop, subject.person(), language);
        var model = MailModel.of(subject, own, formats);
        if (content.mjml().contains("survey.")) model.put("survey", surveys.model(own, language));
        return switch (templates.render(content, model)) {
            case Rendered.Failed(var reason) -> new Failed(reason);
            case Mail filled -> {
                var page = Tracking.page(filled.html(), links.base(), own);
                if (!transactional && !page.kept().contains(own.unsubscribe()))
                    page = page.with(Words.of(language).footer(shop, own.unsubscribe()));
                var text = filled.text();
                if (!transactional && !text.contains(own.unsubscribe()))
                    text +=
                            "\n"
                                    + Words.of(language).unsubscribe()
                                    + ": "
                                    + own.unsubscribe()
                                    + "\n";
                var mail = new Mail(filled.subject(), page.kept(), text);
                yield new Done(
                        mail,
                        KeptMail.of(mail),
                        outgoing(message, address, mail, page, own, subject, transactional));
            }
        };
    }

    /// Her language, else the shop's, else English, else any.
    static @Nullable String choose(Map<String, MailContent> texts, Person person, Shop shop) {
        var locale = person.locale();
        if (locale != null && texts.containsKey(MailModel.language(locale)))
            return MailModel.language(locale);
        for (var language : List.of(MailModel.language(shop.locale()), "en"))
            if (texts.containsKey(language)) return language;
        return texts.keySet().stream().sorted().findFirst().orElse(null);
    }

    private OutgoingMail outgoing(
            UUID message,
            String address,
            Mail mail,
            Tracking.Page page,
            Links.Of own,
            Subject subject,
            boolean transactional) {
        var shop = subject.shop();
        var settings = shop.settings();
        var headers = new LinkedHashMap<String, String>();
        if (!transactional) {
            headers.put("List-Unsubscribe", "<" + own.unsubscribe() + ">");
            headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        // Gmail's feedback loop: three ids of the sender's, then the sender's own
        var kind = transactional ? "transactional" : "marketing";
        headers.put("Feedback-ID", subject.origin() + ":" + kind + ":" + shop.id() + ":ritorno");
        return new OutgoingMail(
                message,
                sender(shop),
                settings.senderName().isBlank() ? shop.name() : settings.senderName(),
                settings.replyTo(),
                address,
                mail.subject(),
                page.outgoing(),
                Tracking.text(mail.text(), page.targets(), own),
                headers,
                dkim.key(shop).orElse(null));
    }

    static String sender(Shop shop) {
        var set = shop.settings().senderEmail();
        return set.isBlank() ? "no-reply@" + Dkim.host(shop) : set;
    }
}
