package io.ritorno.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
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
    private final InstantSource time;
    private final Semaphore connections;
    private final LoadingCache<String, Semaphore> domains;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile long refusedAt = System.nanoTime() - AWAY.toNanos();

    Smtp(DeliverySettings settings, String url, InstantSource time) {
        this.server = DeliverySettings.server(url);
        this.session = Session.getInstance(properties(server, settings));
        this.time = time;
        this.connections = new Semaphore(settings.smtpConnections());
        this.domains =
                Caffeine.newBuilder()
                        .maximumSize(100_000)
                        .weakValues()
                        .build(_ -> new Semaphore(settings.smtpPerDomain()));
    }

    private static Properties properties(URI server, DeliverySettings settings) {
        var properties = new Properties();
        var secure = server.getScheme().equals("smtps");
        var required = "starttls=required".equals(server.getQuery());
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(secure));
        if (secure)
            properties.put("mail.smtp.ssl.socketFactory", new Prompt(SSLSocketFactory.getDefault()));
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
        while (true) {
            // hundreds of mails shall not each wait for the time-out of a server that is away
            if (System.nanoTime() - refusedAt < AWAY.toNanos())
                return new NotReached("the server was not reached just now");
            var connection = kept();
            var fresh = connection == null;
            try {
                if (connection == null) connection = connect();
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

    /// In one line, as the server said it.
    private static String reason(MessagingException failure) {
        Exception last = failure;
        while (last instanceof MessagingException m && m.getNextException() != null)
            last = m.getNextException();
        var text = String.valueOf(last.getMessage()).strip().replaceAll("\\s+", " ");
        return text.length() > 300 ? text.substring(0, 300) : text;
    }

    private @Nullable Connection kept() {
        while (true) {
            var connection = idle.poll();
            if (connection == null) return null;
            if (System.nanoTime() - connection.usedAt < IDLE.toNanos()) return connection;
            drop(connection, false);
        }
    }

    private Connection connect() throws MessagingException {
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
        try (var connection = connect()) {
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
