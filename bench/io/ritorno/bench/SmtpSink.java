package io.ritorno.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Accepts every mail and remembers when each recipient's came.
final class SmtpSink implements AutoCloseable {
    final AtomicLong mails = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();

    /// Recipient → nanoTime of the acceptance.
    final Map<String, Long> accepted = new ConcurrentHashMap<>();

    private final ServerSocket socket;

    SmtpSink() throws IOException {
        socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::listen);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofPlatform().daemon().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream(), 64 << 10);
            say(client, "220 sink");
            var recipient = "";
            for (var line = line(in); line != null; line = line(in)) {
                var verb =
                        line.length() < 4
                                ? ""
                                : line.substring(0, 4).toUpperCase(java.util.Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(client, "250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8");
                    case "RCPT" -> {
                        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        say(client, "250 ok");
                    }
                    case "DATA" -> {
                        say(client, "354 go");
                        data(in);
                        accepted.put(recipient, System.nanoTime());
                        mails.incrementAndGet();
                        say(client, "250 ok");
                    }
                    case "QUIT" -> {
                        say(client, "221 bye");
                        return;
                    }
                    default -> say(client, "250 ok");
                }
            }
        } catch (IOException e) {
            // the other side has gone
        }
    }

    private void data(InputStream in) throws IOException {
        var state = 2; // at the start of a line
        var read = 0L;
        while (true) {
            var c = in.read();
            if (c < 0) throw new IOException("closed");
            read++;
            if (c == '\n') {
                if (state == 3) break;
                state = 2;
            } else if (c == '.' && state == 2) {
                state = 3;
            } else if (c != '\r') {
                state = 0;
            }
        }
        bytes.addAndGet(read);
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static @org.jspecify.annotations.Nullable String line(InputStream in)
            throws IOException {
        var line = new StringBuilder(80);
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) return null;
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }

    /// Mails a second that this sink takes when they need not be made: fixed ones of this size over
    /// kept connections.
    double reference(int connections, int size, int each) throws Exception {
        var before = mails.get();
        var threads = new java.util.ArrayList<Thread>();
        var start = System.nanoTime();
        for (var i = 0; i < connections; i++)
            threads.add(Thread.ofPlatform().start(() -> fixed(size, each)));
        for (var thread : threads) thread.join();
        var seconds = (System.nanoTime() - start) / 1e9;
        accepted.clear();
        return (mails.get() - before) / seconds;
    }

    private void fixed(int size, int n) {
        var mail =
                ("Subject: x\r\n\r\n" + "0123456789 abcdef\r\n".repeat(size / 18) + ".\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port())) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream());
            line(in);
            for (var i = 0; i < n; i++) {
                for (var command :
                        new String[] {"MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"}) {
                    say(client, command);
                    line(in);
                }
                client.getOutputStream().write(mail);
                line(in);
            }
            say(client, "QUIT");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
