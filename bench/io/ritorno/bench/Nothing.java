package io.ritorno.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// The least that an HTTP server can do: reads each request whole and answers 204. What [Load] gets
/// out of it is what this machine, its network stack and the load itself allow.
final class Nothing implements AutoCloseable {
    private static final byte[] ANSWER =
            "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());

    Nothing() throws IOException {
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

    private static void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            var in = new BufferedInputStream(client.getInputStream(), 16 << 10);
            var out = client.getOutputStream();
            while (true) {
                in.skipNBytes(contentLength(in));
                out.write(ANSWER);
            }
        } catch (IOException e) {
            // the other side has gone
        }
    }

    private static int contentLength(InputStream in) throws IOException {
        var length = 0;
        for (var line = Load.line(in); !line.isEmpty(); line = Load.line(in))
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
