package io.ritorno.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.ritorno.delivery.EmailProvider.Accepted;
import io.ritorno.delivery.EmailProvider.NotReached;
import io.ritorno.delivery.EmailProvider.Refused;
import io.ritorno.platform.Reason;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Encrypted hand-over to servers whose certificates are right, of another host, or of nobody.
class SmtpTlsTest {

    @TempDir static Path folder;

    private static Path right = Path.of("");
    private static Path other = Path.of("");

    @BeforeAll
    static void makeCertificates() throws Exception {
        right = MailCertificates.of("localhost", folder);
        other = MailCertificates.of("mail.example", folder);
    }

    @Test
    void startTlsIsUsedWhenOffered() throws Exception {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url(), right)) {
            server.offers = List.of("STARTTLS");
            server.tls = context(right, null);
            assertThat(smtp.check()).isNull();
            assertThat(smtp.send(mail("anna@example.com"))).isEqualTo(new Accepted());
            assertThat(server.mails).hasSize(1);
            // nothing but the greeting travels before
            assertThat(server.commands.getFirst()).startsWith("EHLO");
            assertThat(server.commands.get(1)).isEqualTo("STARTTLS");
            assertThat(server.commands.get(2)).startsWith("EHLO");
        }
    }

    @Test
    void withoutStartTlsNothingIsSentWhereItIsRequired() {
        try (var server = new FaultySmtp();
                var open = smtp(server.url(), right);
                var strict = smtp(server.url() + "/?starttls=required", right)) {
            assertThat(open.send(mail("anna@example.com"))).isEqualTo(new Accepted());
            assertThat(said(strict)).contains("no encrypted connection").contains("STARTTLS");
            assertThat(server.mails).hasSize(1);
        }
    }

    @Test
    void certificateNobodyKnowsIsRefused() throws Exception {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url(), null)) {
            server.offers = List.of("STARTTLS");
            server.tls = context(right, null);
            assertThat(said(smtp)).contains("certificate is not trusted, nothing was sent");
            assertThat(server.mails).isEmpty();
            assertThat(server.commands).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url(), other)) {
            server.offers = List.of("STARTTLS");
            server.tls = context(other, null);
            assertThat(said(smtp)).contains("nothing was sent");
            assertThat(server.commands).noneMatch(line -> line.startsWith("MAIL"));
        }
    }

    @Test
    void tlsFromTheFirstByte() throws Exception {
        try (var server = new FaultySmtp()) {
            server.tls = context(right, null);
            server.fromTheFirstByte = true;
            var url = server.url().replace("smtp://", "smtps://");
            try (var smtp = smtp(url, right);
                    var stranger = smtp(url, null)) {
                assertThat(smtp.check()).isNull();
                assertThat(smtp.send(mail("anna@example.com"))).isEqualTo(new Accepted());
                assertThat(server.mails).hasSize(1);
                assertThat(said(stranger)).contains("certificate is not trusted, nothing was sent");
                assertThat(server.mails).hasSize(1);
            }
        }
    }

    @Test
    void tlsToAServerThatSpeaksNoneIsSaid() {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url().replace("smtp://", "smtps://"), right)) {
            assertThat(said(smtp)).contains("no encrypted connection (TLS) could be made");
        }
    }

    @Test
    void mailboxBeyondAsciiNeedsAServerThatTakesIt() {
        try (var server = new FaultySmtp();
                var smtp = smtp(server.url(), null)) {
            assertThat(Gate.valid("józef.łąka@przykład.pl")).isTrue();
            assertThat(smtp.send(mail("józef.łąka@przykład.pl")))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            no ->
                                    assertThat(Reason.told(no.reason(), Locale.ITALIAN))
                                            .startsWith("il server di posta")
                                            .contains("SMTPUTF8"));
            assertThat(server.commands).noneMatch(line -> line.startsWith("MAIL"));

            server.offers = List.of("8BITMIME", "SMTPUTF8");
            assertThat(smtp.send(mail("józef.łąka@przykład.pl"))).isEqualTo(new Accepted());
            assertThat(server.commands)
                    .anyMatch(line -> line.startsWith("MAIL FROM:") && line.endsWith("SMTPUTF8"))
                    .anyMatch(line -> line.startsWith("RCPT TO:<józef.łąka@xn--"));
            assertThat(server.mails.getFirst()).contains("To: józef.łąka@xn--");

            // a plain address asks for nothing that the next server might not know
            server.commands.clear();
            assertThat(smtp.send(mail("anna@example.com"))).isEqualTo(new Accepted());
            assertThat(server.commands)
                    .anyMatch(line -> line.startsWith("MAIL FROM:") && !line.contains("UTF8"));
        }
    }

    private static String said(Smtp smtp) {
        var check = smtp.check();
        if (check == null) throw new AssertionError("nothing was wrong");
        var outcome = smtp.send(mail("anna@example.com"));
        assertThat(outcome).isInstanceOf(NotReached.class);
        assertThat(((NotReached) outcome).reason()).isEqualTo(check);
        return Reason.told(check, Locale.ENGLISH);
    }

    private static Smtp smtp(String url, @Nullable Path trusted) {
        var settings = new DeliverySettings("http://localhost", null, 5, 5, 0);
        var tls = trusted == null ? null : context(null, trusted).getSocketFactory();
        return new Smtp(settings, url, () -> Instant.EPOCH, tls);
    }

    private static SSLContext context(@Nullable Path identity, @Nullable Path trusted) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            if (identity != null)
                keys.init(load(identity), MailCertificates.PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            if (trusted != null) trust.init(load(trusted));
            var context = SSLContext.getInstance("TLS");
            context.init(
                    identity == null ? null : keys.getKeyManagers(),
                    trusted == null ? null : trust.getTrustManagers(),
                    null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// The key with its certificate; as something to trust, the certificate alone counts.
    private static KeyStore load(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, MailCertificates.PASSWORD.toCharArray());
        }
        var certificate = store.getCertificate("mail");
        store.setCertificateEntry("trusted", certificate);
        return store;
    }

    private static OutgoingMail mail(String to) {
        return new OutgoingMail(
                UUID.fromString("01999999-0000-7000-8000-000000000001"),
                "no-reply@sklep.example",
                "Sklep",
                "",
                to,
                "Zażółć",
                "<p>Cześć</p>",
                "Cześć",
                Map.of(),
                null);
    }
}
