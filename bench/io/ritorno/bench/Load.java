package io.ritorno.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/// Requests over kept connections, with as little work on this side as can be: the load shares the
/// machine with what it measures.
final class Load {
    /// @param perSecond requests answered a second
    /// @param p99 milliseconds within which 99 of 100 were answered
    record Result(double perSecond, double p99, long requests, long failed) {}

    private Load() {}

    /// Sends what `body` makes of 0, 1, 2 … until `requests` have been sent, over `connections` at
    /// once, each waiting for its answer.
    static Result post(
            int port,
            String path,
            String key,
            int connections,
            long requests,
            LongFunction<byte[]> body)
            throws Exception {
        var next = new AtomicLong();
        var failed = new AtomicLong();
        var all = new ArrayList<long[]>();
        var threads = new ArrayList<Thread>();
        var start = System.nanoTime();
        for (var i = 0; i < connections; i++) {
            threads.add(
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        var times =
                                                client(
                                                        port, path, key, requests, next, failed,
                                                        body);
                                        synchronized (all) {
                                            all.add(times);
                                        }
                                    }));
        }
        for (var thread : threads) thread.join();
        var seconds = (System.nanoTime() - start) / 1e9;
        var times = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        if (times.length == 0) throw new IllegalStateException("nobody answered");
        return new Result(
                times.length / seconds,
                times[times.length * 99 / 100] / 1e6,
                times.length,
                failed.get());
    }

    private static long[] client(
            int port,
            String path,
            String key,
            long requests,
            AtomicLong next,
            AtomicLong failed,
            LongFunction<byte[]> body) {
        List<Long> times = new ArrayList<>();
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = socket.getOutputStream();
            for (var n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                var content = body.apply(n);
                var head =
                        ((content.length == 0 ? "GET " : "POST ")
                                        + path
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic "
                                        + key
                                        + "\r\nContent-Type: application/json\r\nContent-Length: "
                                        + content.length
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII);
                var request = Arrays.copyOf(head, head.length + content.length);
                System.arraycopy(content, 0, request, head.length, content.length);
                var start = System.nanoTime();
                out.write(request);
                out.flush();
                if (answer(in) >= 300) failed.incrementAndGet();
                times.add(System.nanoTime() - start);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return times.stream().mapToLong(Long::longValue).toArray();
    }

    private static int answer(InputStream in) throws IOException {
        var status = Integer.parseInt(line(in).substring(9, 12));
        var length = 0;
        var chunked = false;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var lower = line.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
            if (lower.startsWith("transfer-encoding: chunked")) chunked = true;
        }
        if (chunked) {
            for (var size = Integer.parseInt(line(in), 16);
                    size > 0;
                    size = Integer.parseInt(line(in), 16)) {
                in.skipNBytes(size);
                line(in);
            }
            line(in);
        } else {
            in.skipNBytes(length);
        }
        return status;
    }

    static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) throw new IOException("closed");
            if (c != '\r') line.append((char) c);
        }
        return line.toString();
    }
}
