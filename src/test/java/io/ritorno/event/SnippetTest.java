package io.ritorno.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.sun.net.httpserver.HttpServer;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

/// The snippet in a real browser, on the page of a shop that is served from elsewhere.
class SnippetTest extends IntegrationTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String PAGE =
            """
            <!doctype html><title>Boot</title>
            <script>window.ritorno=window.ritorno||function(){(ritorno.q=ritorno.q||[]).push(arguments)};</script>
            <script async src="%s/ritorno.js" data-key="%s" %s></script>
            <main data-ritorno-product="P1" data-ritorno-name="Boot 👢" data-ritorno-price="129.90">
              <button id="add" data-ritorno-add>Add</button>
            </main>
            <form data-ritorno-checkout><input id="email" type="email"><input id="next"></form>
            <a id="away" href="/other">away</a>
            """;

    @LocalServerPort int port;
    private HttpServer pages;
    private volatile String page = "";

    @BeforeEach
    void shopsOwnServer() throws IOException {
        assumeTrue(
                new ClassPathResource("static/ritorno.js").exists(),
                "skipped: the snippet is not built (npm ci && npm run build in tracker/)");
        pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext(
                "/",
                exchange -> {
                    var body =
                            exchange.getRequestURI().getPath().equals("/shop")
                                    ? page.getBytes(UTF_8)
                                    : "<!doctype html>other".getBytes(UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        pages.start();
    }

    @AfterEach
    void stop() {
        if (pages != null) pages.stop(0);
    }

    @Test
    void scriptIsKeptByBrowsersAndAskedForAgain() {
        var first = anybody().get("/ritorno.js").expect(200);
        assertThat(first.header("Content-Type")).startsWith("text/javascript");
        assertThat(first.header("Cache-Control")).isEqualTo("max-age=3600, public");
        anybody().with("If-None-Match", first.header("ETag")).get("/ritorno.js").expect(304);
    }

    @Test
    void pageTellsWhatTheVisitorDoes() {
        var shop = newShop();
        visit(
                shop,
                "",
                "?utm_source=mail&utm_campaign=spring",
                browser -> {
                    browser.click("#add");
                    browser.fill("#email", "anna@example.com");
                    browser.focus("#next");
                    await(shop, 4);
                });
        var calls = stored(shop);
        assertThat(calls)
                .extracting(Call::name)
                .containsExactly("Page Viewed", "Product Viewed", "Product Added", "Identified");
        assertThat(calls).extracting(Call::anonymousId).doesNotContainNull();
        assertThat(calls.stream().map(Call::anonymousId).distinct()).hasSize(1);
        assertThat(calls.get(1).properties().toString())
                .isEqualTo("{\"product_id\":\"P1\",\"name\":\"Boot 👢\",\"price\":129.9}");
        assertThat(calls.getLast().email()).isEqualTo("anna@example.com");
        assertThat(calls.getFirst().context().path("campaign").toString())
                .isEqualTo("{\"source\":\"mail\",\"name\":\"spring\"}");
        assertThat(
                        db.sql(
                                        "select distinct source from inbox where part = any(?) and shop_id = ?")
                                .params(shop.parts().all(), shop.id())
                                .query(String.class)
                                .list())
                .containsExactly("web");
    }

    @Test
    void whatIsDoneJustBeforeLeavingArrives() {
        var shop = newShop();
        visit(
                shop,
                "",
                "",
                browser -> {
                    await(shop, 2);
                    browser.evaluate("ritorno('track', 'Last Word'); location.href = '/other'");
                    browser.waitForURL("**/other");
                    await(shop, 3);
                });
        assertThat(stored(shop)).extracting(Call::name).contains("Last Word");
    }

    @Test
    void nothingIsKeptOrSentBeforeTheVisitorAgrees() {
        var shop = newShop();
        visit(
                shop,
                "data-consent",
                "",
                browser -> {
                    browser.click("#add");
                    assertThat(
                                    browser.evaluate(
                                            "localStorage.length + sessionStorage.length + document.cookie.length"))
                            .isEqualTo(0);
                    assertThat(stored(shop)).isEmpty();
                    browser.evaluate("ritorno('consent', true)");
                    await(shop, 3);
                });
        assertThat(stored(shop)).hasSize(3);
    }

    private void visit(Shop shop, String attributes, String query, Consumer<Page> act) {
        assumeTrue(Files.isExecutable(CHROMIUM), "skipped: there is no /usr/bin/chromium");
        page = PAGE.formatted("http://localhost:" + port, shop.writeKey(), attributes);
        var options =
                new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        try (var playwright = Playwright.create(options);
                var browser =
                        playwright
                                .chromium()
                                .launch(
                                        new LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(List.of("--no-sandbox")))) {
            var page = browser.newPage();
            page.navigate("http://127.0.0.1:" + pages.getAddress().getPort() + "/shop" + query);
            page.waitForFunction("window.ritorno && window.ritorno.started");
            act.accept(page);
        }
    }

    /// Waits until so many calls are stored.
    private void await(Shop shop, int calls) {
        var end = System.nanoTime() + 30_000_000_000L;
        while (stored(shop).size() < calls) {
            if (System.nanoTime() > end) throw new AssertionError("only " + stored(shop));
            Thread.onSpinWait();
        }
    }

    private List<Call> stored(Shop shop) {
        return db
                .sql("select payload from inbox where part = any(?) and shop_id = ? order by id")
                .params(shop.parts().all(), shop.id())
                .query(byte[].class)
                .list()
                .stream()
                .flatMap(payload -> Calls.read(payload, now()).stream())
                .toList();
    }
}
