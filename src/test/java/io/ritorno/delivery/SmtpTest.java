package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.ritorno.delivery.EmailProvider.Accepted;
import io.ritorno.delivery.EmailProvider.BadAddress;
import io.ritorno.delivery.EmailProvider.Deferred;
import io.ritorno.delivery.EmailProvider.Lost;
import io.ritorno.delivery.EmailProvider.NotReached;
import io.ritorno.delivery.EmailProvider.Outcome;
import io.ritorno.delivery.EmailProvider.Refused;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpTest {
    private static final UUID ID = UUID.fromString("01999999-0000-7000-8000-000000000001");

    @Test
    void aMailArrivesWhole() throws Exception {
        var server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.setUser("shop@example.com", "shop", "p+a:s@s");
        server.start();
        try (var smtp = smtp("smtp://shop:p%2Ba%3As%40s@localhost:" + server.getSmtp().getPort())) {
            assertThat(smtp.check()).isNull();
            assertThat(smtp.send(mail("anna@example.com", null))).isEqualTo(new Accepted());
            var arrived = server.getReceivedMessages()[0];
            assertThat(arrived.getSubject()).isEqualTo("Zażółć 🛒");
            assertThat(arrived.getFrom()[0].toString()).isEqualTo("Sklep <no-reply@sklep.example>");
            assertThat(arrived.getReplyTo()[0].toString()).isEqualTo("help@sklep.example");
            assertThat(arrived.getMessageID()).isEqualTo("<" + ID + "@sklep.example>");
            assertThat(arrived.getHeader("List-Unsubscribe")[0].replaceAll("\\s", ""))
                    .isEqualTo("<https://r.example/u/abc>");
            assertThat(arrived.getHeader("List-Unsubscribe-Post")[0])
                    .isEqualTo("List-Unsubscribe=One-Click");
            var parts = (MimeMultipart) arrived.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Cześć");
            assertThat(parts.getBodyPart(1).getContent())
                    .isEqualTo("<p>Cześć " + "x".repeat(2000) + "</p>");
        } finally {
            server.stop();
        }
    }

    @Test
    void aWrongPasswordIsSaid() {
        var server = new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));
        server.setUser("shop@example.com", "shop", "right");
        server.start();
        try (var smtp = smtp("smtp://shop:wrong@localhost:" + server.getSmtp().getPort())) {
            assertThat(smtp.check()).isNotNull();
            assertThat(smtp.send(mail("anna@example.com", null))).isInstanceOf(NotReached.class);
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            textBlock =
                    """
                    # to MAIL       | to RCPT                          | to DATA | to the body       | outcome
                    -               | -                                | -       | -                 | Accepted
                    450 4.7.1 grey  | -                                | -       | -                 | Deferred
                    550 5.7.1 spf   | -                                | -       | -                 | Refused
                    -               | 451 4.2.0 later                  | -       | -                 | Deferred
                    -               | 550 5.1.1 no such user           | -       | -                 | BadAddress
                    -               | 550 no such user                 | -       | -                 | BadAddress
                    -               | 552 5.2.2 full                   | -       | -                 | Refused
                    -               | 550 5.7.1 listed                 | -       | -                 | Refused
                    -               | 554 relay denied                 | -       | -                 | Refused
                    -               | -                                | 451 no  | -                 | Deferred
                    -               | -                                | 550 no  | -                 | Refused
                    -               | -                                | -       | 451 4.3.0 later   | Deferred
                    -               | -                                | -       | 554 5.7.1 spam    | Refused
                    -               | -                                | -       | 550 5.1.1 unknown | BadAddress
                    ''              | -                                | -       | -                 | NotReached
                    -               | ''                               | -       | -                 | NotReached
                    -               | -                                | ''      | -                 | NotReached
                    -               | -                                | -       | ''                | Lost
                    """)
    void whatAServerSaysIsUnderstood(
            @Nullable String toMail,
            @Nullable String toRcpt,
            @Nullable String toData,
            @Nullable String toBody,
            String outcome) {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url())) {
            if (toMail != null) server.toMail = toMail;
            if (toRcpt != null) server.toRcpt = toRcpt;
            if (toData != null) server.toData = toData;
            if (toBody != null) server.toBody = toBody;
            var result = smtp.send(mail("anna@example.com", null));
            assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
            assertThat(said(result)).doesNotContain("\n");
        }
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Accepted _ -> "";
            case NotReached(var why) -> why;
            case Deferred(var why) -> why;
            case Refused(var why) -> why;
            case BadAddress(var why) -> why;
            case Lost(var why) -> why;
        };
    }

    @Test
    void nobodyThereIsNotReached() {
        var server = new FaultySmtp();
        server.close();
        try (var smtp = smtp(server.url())) {
            assertThat(smtp.send(mail("anna@example.com", null))).isInstanceOf(NotReached.class);
        }
    }

    @Test
    void connectionsAreKeptAndRenewed() {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url())) {
            for (var i = 0; i < 5; i++) smtp.send(mail("anna@example.com", null));
            assertThat(server.connections).hasValue(1);
            // a refused mail does not cost the connection
            server.toRcpt = "550 5.1.1 no";
            smtp.send(mail("anna@example.com", null));
            server.toRcpt = "250 ok";
            smtp.send(mail("anna@example.com", null));
            assertThat(server.connections).hasValue(1);
            // one that the server closes meanwhile is replaced without a word
            server.mailsAConnection = 1;
            smtp.send(mail("anna@example.com", null));
            assertThat(smtp.send(mail("anna@example.com", null))).isEqualTo(new Accepted());
            assertThat(server.mails).hasSize(8);
        }
    }

    @Test
    void aDomainGetsNoMoreThanItsShareAtOnce() throws Exception {
        var settings = new DeliverySettings("http://localhost", null, 20, 3, 0);
        try (var server = new FaultySmtp();
                var smtp = new Smtp(settings, server.url(), () -> Instant.EPOCH);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<java.util.concurrent.Future<Outcome>>();
            for (var i = 0; i < 60; i++)
                sent.add(threads.submit(() -> smtp.send(mail("anna@Example.com", null))));
            for (var one : sent) assertThat(one.get()).isEqualTo(new Accepted());
            assertThat(server.connections.get()).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void theSignatureHolds() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url())) {
            smtp.send(mail("anna@example.com", new Dkim.Key("sklep.example", key)));
            var mail = server.mails.getFirst();
            assertThat(verify(mail, key)).isTrue();
            assertThat(verify(mail.replace("Cze", "Nie"), key)).isFalse();
            assertThat(verify(mail.replace("/u/abc", "/u/abd"), key)).isFalse();
            var signature = headers(mail).getFirst();
            assertThat(signature.toLowerCase(Locale.ROOT))
                    .contains("d=sklep.example")
                    .contains("s=ritorno");
            // RFC 8058 asks that both are signed; their order is the library's own
            assertThat(tag(signature, "h").toLowerCase(Locale.ROOT).split(":"))
                    .contains("list-unsubscribe", "list-unsubscribe-post");
        }
    }

    /// RFC 6376 with relaxed canonicalization, by the letter and not by the library that signed.
    private static boolean verify(String mail, RSAPrivateCrtKey key) throws Exception {
        var headers = headers(mail);
        var signature = headers.getFirst();
        var body =
                mail.substring(mail.indexOf("\r\n\r\n") + 4)
                                .replaceAll("[ \t]+\r\n", "\r\n")
                                .replaceAll("[ \t]+", " ")
                                .replaceFirst("(\r\n)+\\z", "")
                        + "\r\n";
        var hash =
                MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
        if (!Base64.getEncoder().encodeToString(hash).equals(tag(signature, "bh"))) return false;
        var signed = new StringBuilder();
        for (var name : tag(signature, "h").split(":"))
            for (var header : headers)
                if (header.toLowerCase(Locale.ROOT)
                        .startsWith(name.strip().toLowerCase(Locale.ROOT) + ":"))
                    signed.append(relaxed(header)).append("\r\n");
        signed.append(relaxed(signature).replaceAll("([;\\s]b=)[^;]*", "$1"));
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())));
        check.update(signed.toString().getBytes(StandardCharsets.UTF_8));
        return check.verify(Base64.getDecoder().decode(tag(signature, "b")));
    }

    private static List<String> headers(String mail) {
        return List.of(mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n(?![ \t])"));
    }

    private static String relaxed(String header) {
        var colon = header.indexOf(':');
        return header.substring(0, colon).strip().toLowerCase(Locale.ROOT)
                + ":"
                + header.substring(colon + 1).replaceAll("\\s+", " ").strip();
    }

    private static String tag(String signature, String name) {
        var found = Pattern.compile("[;:\\s]" + name + "=([^;]*)").matcher(signature);
        assertThat(found.find()).isTrue();
        return found.group(1).replaceAll("\\s", "");
    }

    @Test
    void settingsThatCannotBeAreRefusedByName() {
        assertThatThrownBy(() -> new DeliverySettings("http://x", "http://mail", 1, 1, 0))
                .hasMessageContaining("RITORNO_SMTP_URL");
        assertThatThrownBy(() -> new DeliverySettings("x", null, 1, 1, 0))
                .hasMessageContaining("RITORNO_URL");
    }

    private static Smtp smtp(String url) {
        return new Smtp(
                new DeliverySettings("http://localhost", null, 5, 5, 0), url, () -> Instant.EPOCH);
    }

    private static OutgoingMail mail(String to, Dkim.@Nullable Key key) {
        return new OutgoingMail(
                ID,
                "no-reply@sklep.example",
                "Sklep",
                "help@sklep.example",
                to,
                "Zażółć 🛒",
                "<p>Cześć " + "x".repeat(2000) + "</p>",
                "Cześć",
                Map.of(
                        "List-Unsubscribe",
                        "<https://r.example/u/abc>",
                        "List-Unsubscribe-Post",
                        "List-Unsubscribe=One-Click"),
                key);
    }
}
