package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.cart.Cart;
import io.ritorno.catalog.Product;
import io.ritorno.content.Mail;
import io.ritorno.content.MailContent;
import io.ritorno.content.MailTemplates;
import io.ritorno.content.Rendered;
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

    /// @param body the mail as filled, with the shop's own addresses: what is kept
    /// @param outgoing the same with our links: what is handed over
    record Done(Mail body, OutgoingMail outgoing) implements Written {}

    record Failed(String reason) implements Written {}

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

    /// @param texts by language
    Written write(
            UUID message,
            String address,
            Subject subject,
            Map<String, MailContent> texts,
            boolean transactional) {
        var shop = subject.shop();
        var language = choose(texts, subject.person(), shop);
        if (language == null) return new Failed("there is no text");
        var content = texts.get(language);
        if (content == null) return new Failed("there is no text");
        var own = links.of(shop, message, subject.person().id());
        var formats = MailModel.formats(shop, subject.person(), language);
        var model = MailModel.of(subject, own, formats);
        if (content.mjml().contains("survey.")) model.put("survey", surveys.model(own, language));
        return switch (templates.render(content, model)) {
            case Rendered.Failed(var reason) -> new Failed(reason);
            case Mail filled -> {
                var mail = complete(filled, shop, own, language, transactional);
                yield new Done(
                        mail, outgoing(message, address, shop, mail, own, subject, transactional));
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

    /// The mail with only such addresses as people may be sent to, and, unless it is transactional,
    /// a way out: laws want one in each (CAN-SPAM, GDPR), whatever the template forgot.
    private static Mail complete(
            Mail mail, Shop shop, Links.Of own, String language, boolean transactional) {
        var html = Tracking.rewrite(mail.html(), href -> href);
        var text = mail.text();
        if (!transactional && !html.contains(own.unsubscribe())) {
            var footer = Words.of(language).footer(shop, own.unsubscribe());
            var end = html.lastIndexOf("</body>");
            html = end < 0 ? html + footer : html.substring(0, end) + footer + html.substring(end);
        }
        if (!transactional && !text.contains(own.unsubscribe()))
            text += "\n" + Words.of(language).unsubscribe() + ": " + own.unsubscribe() + "\n";
        return new Mail(mail.subject(), html, text);
    }

    private OutgoingMail outgoing(
            UUID message,
            String address,
            Shop shop,
            Mail mail,
            Links.Of own,
            Subject subject,
            boolean transactional) {
        var settings = shop.settings();
        var base = links.base();
        var targets = Tracking.targets(mail.html(), base);
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
                Tracking.html(mail.html(), base, own),
                Tracking.text(mail.text(), targets, own),
                headers,
                dkim.key(shop).orElse(null));
    }

    static String sender(Shop shop) {
        var set = shop.settings().senderEmail();
        return set.isBlank() ? "no-reply@" + Dkim.host(shop) : set;
    }
}
