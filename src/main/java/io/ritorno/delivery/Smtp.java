package io.ritorno.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.ritorno.platform.Reason;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// Hands mails to one SMTP server (the shop's relay) over connections that are kept open.
final class Smtp implements EmailProvider, AutoCloseable {
    /// How long an idle connection is trusted: servers close them after some minutes.
    private static final Duration IDLE = Duration.ofSeconds(45);

    // the codes of RFC 3463 that are about the mailbox: bad address, moved, disabled
    private static final Pattern MAILBOX = Pattern.compile("\\b5\\.(1\\.[0-9]+|2\\.1)\\b");
    private static final Pattern ENHANCED = Pattern.compile("\\b5\\.[0-9]\\.[0-9]+\\b");

    private static final Duration AWAY = Duration.ofSeconds(1);

    private final URI server;
    private final Session session;

    /// The same for addresses with letters beyond ASCII before the `@` (RFC 6531).
    private final Session wide;

    private final InstantSource time;
    private final Semaphore connections;
    private final LoadingCache<String, Semaphore> domains;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile long refusedAt = System.nanoTime() - AWAY.toNanos();

    Smtp(DeliverySettings settings, String url, InstantSource time) {
        this(settings, url, time, null);
    }

    /// @param tls makes TLS sockets: what it trusts is trusted; null for what Java trusts
    Smtp(
            DeliverySettings settings,
            String url,
            InstantSource time,
            @Nullable SSLSocketFactory tls) {
        this.server = DeliverySettings.server(url);
        this.session = Session.getInstance(properties(server, settings, tls));
        var wideProperties = properties(server, settings, tls);
        wideProperties.setProperty("mail.mime.allowutf8", "true");
        this.wide = Session.getInstance(wideProperties);
        this.time = time;
        this.connections = new Semaphore(settings.smtpConnections());
        this.domains =
                Caffeine.newBuilder()
                        .maximumSize(100_000)
                        .weakValues()
                        .build(_ -> new Semaphore(settings.smtpPerDomain()));
    }

    private static Properties properties(
            URI server, DeliverySettings settings, @Nullable SSLSocketFactory tls) {
        var properties = new Properties();
        if (tls != null) properties.put("mail.smtp.ssl.socketFactory", tls);
        var secure = server.getScheme().equals("smtps");
        var required = "starttls=required".equals(server.getQuery());
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(secure));
        if (secure)
            properties.put(
                    "mail.smtp.ssl.socketFactory",
                    tls == null ? new Prompt(SSLSocketFactory.getDefault()) : tls);
        else properties.put("mail.smtp.socketFactory", new Prompt(SocketFactory.getDefault()));
        properties.setProperty("mail.smtp.socketFactory.fallback", "false");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(!secure));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(required));
        properties.setProperty("mail.smtp.auth", String.valueOf(server.getUserInfo() != null));
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", "60000");
        properties.setProperty("mail.smtp.writetimeout", "60000");
        properties.setProperty("mail.smtp.quitwait", "false");
        var host = URI.create(settings.url()).getHost();
        properties.setProperty("mail.smtp.localhost", host == null ? "localhost" : host);
        return properties;
    }

    @Override
    public Outcome send(OutgoingMail mail) {
        var domain = domains.get(mail.domain());
        domain.acquireUninterruptibly();
        try {
            connections.acquireUninterruptibly();
            try {
                return hand(mail);
            } finally {
                connections.release();
            }
        } finally {
            domain.release();
        }
    }

    private Outcome hand(OutgoingMail mail) {
        if (wide(mail)) return handWide(mail);
        while (true) {
            // hundreds of mails shall not each wait for the time-out of a server that is away
            if (System.nanoTime() - refusedAt < AWAY.toNanos())
                return new NotReached(Reason.of("smtp-away").kept());
            var connection = kept();
            var fresh = connection == null;
            try {
                if (connection == null) connection = connect(session);
            } catch (MessagingException e) {
                refusedAt = System.nanoTime();
                return new NotReached(reason(e));
            }
            try {
                var message = Mime.of(mail, session, time.instant());
                connection.sendMessage(message, new Address[] {Mime.address(mail.to())});
                connection.usedAt = System.nanoTime();
                idle.push(connection);
                return new Accepted();
            } catch (MessagingException e) {
                var outcome = outcome(connection, e);
                drop(connection, code(e) > 0);
                // a kept connection that the server has closed meanwhile: a new one, once
                if (outcome instanceof NotReached && !fresh) continue;
                return outcome;
            } catch (RuntimeException e) {
                drop(connection, false);
                if (connection.stage == Stage.DATA) return new Lost(String.valueOf(e.getMessage()));
                return new Refused(String.valueOf(e.getMessage()));
            }
        }
    }

    /// Whether its addresses need SMTPUTF8 (RFC 6531). A domain never does, it has an ASCII form.
    private static boolean wide(OutgoingMail mail) {
        return Stream.of(mail.to(), mail.from(), mail.replyTo())
                .map(address -> address.substring(0, address.lastIndexOf('@') + 1))
                .anyMatch(local -> local.chars().anyMatch(c -> c > 127));
    }

    /// Such mails are so few that each has a connection of its own: only they may ask for SMTPUTF8,
    /// which the servers after the first must know too.
    private Outcome handWide(OutgoingMail mail) {
        Connection connection;
        try {
            connection = connect(wide);
        } catch (MessagingException e) {
            return new NotReached(reason(e));
        }
        try {
            if (!connection.supportsExtension("SMTPUTF8"))
                return new Refused(Reason.of("smtp-no-utf8").kept());
            var message = Mime.of(mail, wide, time.instant());
            connection.sendMessage(message, new Address[] {Mime.address(mail.to())});
            return new Accepted();
        } catch (MessagingException e) {
            return outcome(connection, e);
        } catch (RuntimeException e) {
            if (connection.stage == Stage.DATA) return new Lost(String.valueOf(e.getMessage()));
            return new Refused(String.valueOf(e.getMessage()));
        } finally {
            drop(connection, false);
        }
    }

    private static Outcome outcome(Connection connection, MessagingException failure) {
        var code = code(failure);
        var said = reason(failure);
        if (code >= 400 && code < 500) return new Deferred(said);
        if (code >= 500) {
            var closed =
                    ENHANCED.matcher(said).find()
                            ? MAILBOX.matcher(said).find()
                            : connection.stage == Stage.RECIPIENT
                                    && (code == 550 || code == 551 || code == 553);
            return closed ? new BadAddress(said) : new Refused(said);
        }
        return connection.stage == Stage.DATA ? new Lost(said) : new NotReached(said);
    }

    /// The server's reply code, or -1 when it said none.
    private static int code(MessagingException failure) {
        Exception next = failure;
        while (next instanceof MessagingException messaging) {
            switch (messaging) {
                case SMTPAddressFailedException address -> {
                    return address.getReturnCode();
                }
                case SMTPSenderFailedException sender -> {
                    return sender.getReturnCode();
                }
                case SMTPSendFailedException send when send.getReturnCode() > 0 -> {
                    return send.getReturnCode();
                }
                default -> next = messaging.getNextException();
            }
        }
        return -1;
    }

    /// In one line, as the server said it, or what a failure of TLS means: see [Reason#kept].
    private static String reason(MessagingException failure) {
        Exception last = failure;
        while (last instanceof MessagingException m && m.getNextException() != null)
            last = m.getNextException();
        var text = String.valueOf(last.getMessage()).strip().replaceAll("\\s+", " ");
        var said = text.length() > 300 ? text.substring(0, 300) : text;
        var tls = tls(failure, last);
        return tls == null ? said : Reason.of(tls, said).kept();
    }

    /// What a failure of TLS means to whoever set the server up; null for any other failure.
    private static @Nullable String tls(MessagingException failure, Exception last) {
        for (Throwable cause = last; cause != null; cause = cause.getCause())
            if (cause instanceof CertificateException) return "smtp-certificate";
        if (last instanceof SSLException) return "smtp-no-tls";
        var text = String.valueOf(failure.getMessage());
        return text.contains("STARTTLS") || text.contains("identity of server")
                ? "smtp-no-tls"
                : null;
    }

    private @Nullable Connection kept() {
        while (true) {
            var connection = idle.poll();
            if (connection == null) return null;
            if (System.nanoTime() - connection.usedAt < IDLE.toNanos()) return connection;
            drop(connection, false);
        }
    }

    private Connection connect(Session session) throws MessagingException {
        var user = server.getRawUserInfo();
        var parts = user == null ? new String[0] : user.split(":", 2);
        var secure = server.getScheme().equals("smtps");
        var port = server.getPort() > 0 ? server.getPort() : secure ? 465 : user == null ? 25 : 587;
        var connection = new Connection(session, server.getHost());
        connection.connect(
                server.getHost(),
                port,
                parts.length > 0 ? decode(parts[0]) : null,
                parts.length > 1 ? decode(parts[1]) : null);
        return connection;
    }

    private static String decode(String raw) {
        return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// After a mail that the server refused, the connection goes on; otherwise it is closed.
    private void drop(Connection connection, boolean alive) {
        if (alive) {
            try {
                connection.issueCommand("RSET", 250);
                connection.usedAt = System.nanoTime();
                idle.push(connection);
                return;
            } catch (MessagingException e) {
                // closed below
            }
        }
        try {
            connection.close();
        } catch (MessagingException e) {
            // it is gone already
        }
    }

    /// Whether the server is there and lets us in, in its words when not.
    @Nullable String check() {
        try (var connection = connect(session)) {
            return connection.isConnected() ? null : "the server hung up";
        } catch (MessagingException e) {
            return reason(e);
        }
    }

    @Override
    public void close() {
        for (var connection = idle.poll(); connection != null; connection = idle.poll())
            drop(connection, false);
    }

    /// Makes sockets that send at once. With Nagle's algorithm the end of each mail would wait for
    /// the server's delayed acknowledgement of what came before it: 40 ms a mail.
    private static final class Prompt extends SocketFactory {
        private final SocketFactory plain;

        Prompt(SocketFactory plain) {
            this.plain = plain;
        }

        private static Socket prompt(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket() throws IOException {
            return prompt(plain.createSocket());
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return prompt(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return prompt(plain.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort)
                throws IOException {
            return prompt(plain.createSocket(host, port, from, fromPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
                throws IOException {
            return prompt(plain.createSocket(host, port, from, fromPort));
        }
    }

    private enum Stage {
        START,
        RECIPIENT,
        DATA
    }

    /// A connection that knows how far the mail in hand has come.
    private static final class Connection extends SMTPTransport {
        private Stage stage = Stage.START;
        private long usedAt = System.nanoTime();

        Connection(Session session, String host) {
            super(session, new URLName("smtp", host, -1, null, null, null));
        }

        @Override
        protected void mailFrom() throws MessagingException {
            stage = Stage.START;
            super.mailFrom();
        }

        @Override
        protected void rcptTo() throws MessagingException {
            stage = Stage.RECIPIENT;
            super.rcptTo();
        }

        @Override
        protected OutputStream data() throws MessagingException {
            stage = Stage.START;
            var stream = super.data();
            stage = Stage.DATA;
            return stream;
        }
    }
}
