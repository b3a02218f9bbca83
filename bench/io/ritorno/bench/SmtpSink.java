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
            var in = new Received(client.getInputStream());
            say(client, "220 sink");
            var recipient = "";
            for (var line = in.line(); line != null; line = in.line()) {
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
                        bytes.addAndGet(in.data());
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

    /// What a client says, read with as little work as can be: it shares the machine with what is
    /// measured.
    private static final class Received {
        private final InputStream in;
        private final byte[] buffer = new byte[64 << 10];
        private int at;
        private int end;

        Received(InputStream in) {
            this.in = in;
        }

        /// Whether there is more.
        private boolean fill() throws IOException {
            at = 0;
            end = Math.max(0, in.read(buffer));
            return end > 0;
        }

        @org.jspecify.annotations.Nullable
        String line() throws IOException {
            var line = new StringBuilder(80);
            while (at < end || fill()) {
                var c = buffer[at++];
                if (c == '\n') return line.toString();
                if (c != '\r') line.append((char) c);
            }
            return null;
        }

        /// Reads up to the line that is a dot; says how many bytes.
        long data() throws IOException {
            var read = 0L;
            // the last five bytes
            var last = 0x0d0aL;
            while (at < end || fill()) {
                for (; at < end; ) {
                    var c = buffer[at++];
                    read++;
                    last = last << 8 & 0xffffffffffL | c & 0xff;
                    if (c == '\n' && last == 0x0d0a2e0d0aL) return read;
                }
            }
            throw new IOException("closed");
        }
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
