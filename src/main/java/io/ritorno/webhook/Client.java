package io.ritorno.webhook;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/// Makes one call and waits for its answer, within bounds whatever the other side does: time to
/// connect, time for all of it, bytes of the answer, headers. Nothing is followed, kept or tried
/// again.
///
/// The host's name is looked up once, when it is connected to, and only to an address that was
/// looked at and found out on the internet: a name that answers otherwise the second time (DNS
/// rebinding) gains nothing. Names are looked up on threads of their own, since the system's
/// resolver cannot be hurried and would hold up a virtual thread's carrier.
final class Client implements AutoCloseable {
    /// Bytes of an answer that are read; the rest is not waited for.
    static final int MOST_BYTES = 8_192;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Addresses of a host that are tried.
    private static final int MOST_ADDRESSES = 2;

    /// Finds the addresses of a name.
    @FunctionalInterface
    interface Names {
        InetAddress[] find(String host) throws UnknownHostException;
    }

    private static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1;
    }

    private final Set<String> allowed;
    private final Duration timeout;
    private final Names names;
    private final CloseableHttpClient http;
    private final ExecutorService lookups;
    private final ScheduledThreadPoolExecutor alarms;

    /// @param allowed hosts that may be anywhere, in lower case
    /// @param timeout of a whole call
    /// @param most calls at a time
    Client(Set<String> allowed, Duration timeout, int most, Names names, SSLContext trust) {
        this.allowed = allowed;
        this.timeout = timeout;
        this.names = names;
        var threads = Thread.ofPlatform().daemon().name("webhook-", 0).factory();
        this.lookups =
                new ThreadPoolExecutor(
                        0, 2 * most, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
        this.alarms = new ScheduledThreadPoolExecutor(1, threads);
        alarms.setRemoveOnCancelPolicy(true);
        var wait = Timeout.of(CONNECT.compareTo(timeout) < 0 ? CONNECT : timeout);
        var whole = Timeout.of(timeout);
        var lines = Http1Config.custom().setMaxLineLength(8_192).setMaxHeaderCount(100).build();
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Guard())
                        .setTlsSocketStrategy(
                                ClientTlsStrategyBuilder.create()
                                        .setSslContext(trust)
                                        .buildClassic())
                        .setConnectionFactory(
                                ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(lines)
                                        .build())
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(wait)
                                        .setSocketTimeout(whole)
                                        .build())
                        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(wait).build())
                        .setMaxConnTotal(2 * most)
                        .setMaxConnPerRoute(2 * most)
                        .build();
        this.http =
                HttpClients.custom()
                        .setConnectionManager(connections)
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setConnectionRequestTimeout(wait)
                                        .setResponseTimeout(whole)
                                        .setProtocolUpgradeEnabled(false)
                                        .build())
                        // each call finds its own address
                        .setConnectionReuseStrategy((_, _, _) -> false)
                        .setUserAgent("Ritorno")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build();
    }

    /// Calls and waits, not longer than the time-out. Never throws for what the other side does.
    Answer post(Target target, Map<String, String> headers, byte[] body) {
        var request = new HttpPost(target.url());
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        headers.forEach(request::setHeader);
        var late = new AtomicBoolean();
        var alarm =
                alarms.schedule(
                        () -> {
                            late.set(true);
                            request.abort();
                        },
                        timeout.toMillis(),
                        MILLISECONDS);
        try {
            return send(
                    request,
                    new HttpHost(target.url().getScheme(), target.host(), target.url().getPort()));
        } catch (IOException | RuntimeException e) {
            return Answer.none(late.get() ? "timeout" : why(e));
        } finally {
            alarm.cancel(false);
        }
    }

    private Answer send(HttpPost request, HttpHost host) throws IOException {
        var response = http.executeOpen(host, request, null);
        try {
            var text = head(response);
            var asked = response.getFirstHeader("Retry-After");
            return new Answer(
                    response.getCode(), "", text, asked == null ? null : asked.getValue());
        } finally {
            // what is left of the answer is not read: an orderly close would
            request.abort();
            hangUp(response);
        }
    }

    private static void hangUp(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            // it is gone already
        }
    }

    /// The first characters, as far as they come. The status is known and stands, whatever happens.
    private static String head(ClassicHttpResponse response) {
        var bytes = new byte[MOST_BYTES];
        var length = 0;
        try {
            var entity = response.getEntity();
            if (entity == null) return "";
            var in = entity.getContent();
            for (var n = 0; length < bytes.length && n >= 0; ) {
                length += n;
                n = in.read(bytes, length, bytes.length - length);
            }
        } catch (IOException | RuntimeException e) {
            // cut off: by the other side, or by the alarm
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
    }

    private static String why(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Refused _ -> {
                    return "address-refused";
                }
                case UnknownHostException _ -> {
                    return "unknown-host";
                }
                case SSLException _ -> {
                    return "tls";
                }
                case ConnectException _ -> {
                    return "unreachable";
                }
                case SocketTimeoutException _ -> {
                    return "timeout";
                }
                case InterruptedIOException _ -> {
                    return "broken";
                }
                case SocketException _ -> {
                    return "unreachable";
                }
                case HttpException _ -> {
                    return "no-http";
                }
                case NoHttpResponseException _ -> {
                    return "no-http";
                }
                case MessageConstraintException _ -> {
                    return "no-http";
                }
                default -> {
                    // look at what is behind it
                }
            }
        }
        return "broken";
    }

    /// Looks a name up and lets only through what is out on the internet, or allowed by name.
    private final class Guard implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var found = find(host);
            if (found.length == 0) throw new UnknownHostException();
            // one that is not spoils them all: it is no mistake that honest names have
            if (!allowed.contains(host.toLowerCase(Locale.ROOT)))
                for (var address : found) if (!Addresses.open(address)) throw new Refused();
            return Arrays.copyOf(found, Math.min(MOST_ADDRESSES, found.length));
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }

        private InetAddress[] find(String host) throws UnknownHostException {
            try {
                return lookups.submit(() -> names.find(host)).get(CONNECT.toMillis(), MILLISECONDS);
            } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
                throw new UnknownHostException();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException();
            }
        }
    }

    @Override
    public void close() throws IOException {
        alarms.shutdownNow();
        lookups.shutdownNow();
        http.close();
    }
}
