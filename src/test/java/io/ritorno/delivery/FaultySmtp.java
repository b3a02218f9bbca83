package io.ritorno.delivery;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An SMTP server that answers as told and hangs up where told.
final class FaultySmtp implements AutoCloseable {
    /// Hangs up in place of an answer.
    static final String HANG_UP = "";

    private final ServerSocket socket;
    final List<String> mails = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    volatile String toMail = "250 2.1.0 ok";
    volatile String toRcpt = "250 2.1.5 ok";
    volatile String toData = "354 go on";
    volatile String toBody = "250 2.0.0 queued";

    /// What it offers, such as `STARTTLS`.
    volatile List<String> offers = List.of();

    /// Speaks TLS when asked to; its certificate.
    volatile @Nullable SSLContext tls;

    /// Speaks TLS before anything else, as `smtps` servers do.
    volatile boolean fromTheFirstByte;

    /// Commands as they came.
    final List<String> commands = new CopyOnWriteArrayList<>();

    /// After how many mails a connection is closed without a word.
    volatile int mailsAConnection = Integer.MAX_VALUE;

    FaultySmtp() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::listen);
    }

    String url() {
        return "smtp://localhost:" + socket.getLocalPort();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var heard = fromTheFirstByte ? secure(client) : client;
            say(heard, "220 faulty");
            talk(heard);
        } catch (IOException e) {
            // the client is gone
        }
    }

    private Socket secure(Socket client) throws IOException {
        var factory = Objects.requireNonNull(tls).getSocketFactory();
        var secure = (SSLSocket) factory.createSocket(client, "localhost", 0, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private void talk(Socket client) throws IOException {
        try (var in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            var taken = 0;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                if (line.equals("STARTTLS") && tls != null) {
                    say(client, "220 go on");
                    talk(secure(client));
                    return;
                }
                if (line.startsWith("EHLO")) {
                    say(client, "250-faulty");
                    for (var offer : offers) say(client, "250-" + offer);
                }
                var command =
                        line.length() < 4
                                ? line
                                : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                var answer =
                        switch (command) {
                            case "MAIL" -> toMail;
                            case "RCPT" -> toRcpt;
                            case "DATA" -> toData;
                            default -> "250 ok";
                        };
                if (!say(client, answer)) return;
                if (command.equals("DATA") && answer.startsWith("354")) {
                    var body = new StringBuilder();
                    for (var text = in.readLine();
                            text != null && !text.equals(".");
                            text = in.readLine()) body.append(text).append("\r\n");
                    // first: who has the answer looks at once
                    if (toBody.startsWith("250")) mails.add(body.toString());
                    if (!say(client, toBody)) return;
                    if (++taken >= mailsAConnection) return;
                }
            }
        }
    }

    private static boolean say(Socket client, String answer) throws IOException {
        if (answer.equals(HANG_UP)) return false;
        client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
