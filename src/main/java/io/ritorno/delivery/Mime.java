package io.ritorno.delivery;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.StreamProvider;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.simplejavamail.utils.mail.dkim.Canonicalization;
import org.simplejavamail.utils.mail.dkim.DkimException;
import org.simplejavamail.utils.mail.dkim.DkimMessage;
import org.simplejavamail.utils.mail.dkim.DkimSigner;
import org.simplejavamail.utils.mail.dkim.SigningAlgorithm;

/// A mail in the form in which it travels: text and HTML as alternatives, UTF-8.
final class Mime {
    static {
        // otherwise it is looked for in all jars, several times a mail
        System.setProperty(StreamProvider.class.getName(), MailStreamProvider.class.getName());
    }

    private Mime() {}

    static MimeMessage of(OutgoingMail mail, Session session, Instant now)
            throws MessagingException {
        try {
            var message = new Stable(session, mail);
            message.setFrom(
                    mail.fromName().isEmpty()
                            ? new InternetAddress(mail.from())
                            : new InternetAddress(mail.from(), mail.fromName(), "UTF-8"));
            message.setRecipient(RecipientType.TO, address(mail.to()));
            if (!mail.replyTo().isEmpty())
                message.setReplyTo(new InternetAddress[] {new InternetAddress(mail.replyTo())});
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(now));
            for (var header : mail.headers().entrySet())
                message.setHeader(header.getKey(), header.getValue());
            var body = new MimeMultipart("alternative");
            body.addBodyPart(part(mail.text(), "plain"));
            body.addBodyPart(part(mail.html(), "html"));
            message.setContent(body);
            message.saveChanges();
            return mail.dkim() == null ? message : signed(message, mail.dkim());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Domains travel in their ASCII form (RFC 5891).
    static InternetAddress address(String address) throws MessagingException {
        var at = address.lastIndexOf('@');
        return new InternetAddress(
                address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1)));
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        var headers = new InternetHeaders();
        headers.setHeader("Content-Type", "text/" + subtype + "; charset=UTF-8");
        // lines of HTML are longer than the 998 octets of RFC 5322
        headers.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return new MimeBodyPart(
                headers, QuotedPrintable.encode(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MimeMessage signed(MimeMessage message, Dkim.Key key) throws MessagingException {
        try {
            var signer = new DkimSigner(key.domain(), Dkim.SELECTOR, key.key());
            signer.setSigningAlgorithm(SigningAlgorithm.SHA256_WITH_RSA);
            signer.setHeaderCanonicalization(Canonicalization.RELAXED);
            signer.setBodyCanonicalization(Canonicalization.RELAXED);
            signer.setLengthParam(false);
            signer.setZParam(false);
            // whether the record is in the DNS is for the settings to show, not for each mail
            signer.setCheckDomainKey(false);
            // RFC 8058 4: both must be signed
            signer.addHeaderToSign("List-Unsubscribe");
            signer.addHeaderToSign("List-Unsubscribe-Post");
            return new DkimMessage(message, signer);
        } catch (DkimException e) {
            throw new MessagingException("could not sign", e);
        }
    }

    /// The `Message-ID` is made of the message's own id, so that mailboxes know a repeat.
    private static final class Stable extends MimeMessage {
        private final OutgoingMail mail;

        Stable(Session session, OutgoingMail mail) {
            super(session);
            this.mail = mail;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id(mail));
        }
    }

    static String id(OutgoingMail mail) {
        var domain = mail.from().substring(mail.from().lastIndexOf('@') + 1);
        return "<" + mail.message() + "@" + domain + ">";
    }
}
