package io.ritorno.webhook;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Another program that is called: notes what it is told and answers as it is bidden.
public final class Receiver implements AutoCloseable {
    public record Told(String path, Headers headers, String body) {
        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    /// Answers a call; what it leaves unanswered is answered with 200.
    @FunctionalInterface
    public interface Behaviour {
        void answer(HttpExchange exchange, int nth) throws IOException;
    }

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();

    public Receiver(Behaviour behaviour) {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        var body =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        int nth;
                        synchronized (told) {
                            told.add(
                                    new Told(
                                            exchange.getRequestURI().toString(),
                                            exchange.getRequestHeaders(),
                                            body));
                            nth = told.size();
                        }
                        behaviour.answer(exchange, nth);
                        if (exchange.getResponseCode() < 0) status(exchange, 200);
                    }
                });
        server.start();
    }

    /// One that takes everything.
    public static Receiver willing() {
        return new Receiver((exchange, _) -> {});
    }

    public static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://localhost:" + port() + path;
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
