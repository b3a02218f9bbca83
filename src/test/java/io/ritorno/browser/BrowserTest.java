package io.ritorno.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.ritorno.IntegrationTest;
import io.ritorno.account.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;

/// One Chromium for a class, a fresh profile for each test, and the screens' own texts to look for,
/// so that a test reads alike in every language.
abstract class BrowserTest extends IntegrationTest {
    static final String PASSWORD = "a long enough password";
    private static final Path SCREENS = Path.of("ui/dist/index.html");
    private static final Path AXE = Path.of("ui/node_modules/axe-core/axe.min.js");
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final AtomicInteger USERS = new AtomicInteger();

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(Files.exists(SCREENS), "the screens are not built");
        Assumptions.assumeTrue(Files.exists(CHROMIUM), "there is no Chromium");
        var environment = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
        browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(CHROMIUM)
                                        .setArgs(
                                                List.of(
                                                        "--no-sandbox",
                                                        "--disable-gpu",
                                                        "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) playwright.close();
        playwright = null;
        browser = null;
    }

    @AfterEach
    void nothingWasThrownOnThePage() {
        contexts.forEach(BrowserContext::close);
        assertThat(failures).as("errors thrown on the page").isEmpty();
    }

    /// A browser whose language is this and in which nobody is logged in.
    Page open(String language) {
        var chromium = browser;
        if (chromium == null) throw new IllegalStateException("not started");
        var context =
                chromium.newContext(
                        new Browser.NewContextOptions()
                                .setLocale(language)
                                .setReducedMotion(
                                        com.microsoft.playwright.options.ReducedMotion.REDUCE)
                                .setViewportSize(1280, 900));
        contexts.add(context);
        // the machine may be busy with other tests
        context.setDefaultTimeout(60_000);
        var page = context.newPage();
        page.onPageError(failures::add);
        return page;
    }

    String address(String path) {
        return "http://localhost:" + port + path;
    }

    /// E-mail of a new owner of the shop's account who reads this language.
    String newOwner(Shop shop, String language) {
        var email = "owner" + USERS.incrementAndGet() + "@screens.example";
        api(shop)
                .post(
                        "/api/users",
                        Map.of(
                                "email", email,
                                "password", PASSWORD,
                                "name", "Marta",
                                "role", "owner",
                                "locale", language))
                .expect(201);
        return email;
    }

    /// A page of the shop, seen by an owner who reads this language.
    ///
    /// @param path below the shop: `customers`, or empty for the overview
    Page logIn(Shop shop, String language, String path) {
        var email = newOwner(shop, language);
        var page = open(language);
        page.navigate(address("/shops/" + shop.id() + (path.isEmpty() ? "" : "/" + path)));
        fillLogin(page, email, PASSWORD);
        page.getByRole(AriaRole.MAIN).first().waitFor();
        page.locator("nav").first().waitFor();
        return page;
    }

    /// Keeps a picture for whoever looks at them: in the folder that `RITORNO_SHOTS` names.
    static void shot(Page page, String name) {
        var folder = System.getenv("RITORNO_SHOTS");
        if (folder != null)
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(folder, name + ".png")));
    }

    /// The same by day and by night.
    static void shots(Page page, String name) {
        if (System.getenv("RITORNO_SHOTS") == null) return;
        shot(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shot(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    static void fillLogin(Page page, String email, String password) {
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("button[type=submit]").click();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    static void heading(Page page, String name) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true))
                .first()
                .waitFor();
    }

    /// Waits until JavaScript says so. (Playwright's own way is refused by the screens' content
    /// security policy whenever it has to look a second time.)
    static void until(Page page, String condition, @Nullable Object argument) {
        await().until(() -> page.evaluate(condition, argument), Boolean.TRUE::equals);
    }

    static void until(Page page, String condition) {
        until(page, condition, null);
    }

    /// No page is wider than a phone.
    static void fits(Page page) {
        until(page, "document.documentElement.scrollWidth <= window.innerWidth");
    }

    /// Fails the test with what axe finds wrong on the page for people who see, hear or move
    /// differently.
    static void accessible(Page page) {
        try {
            page.evaluate(Files.readString(AXE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var found =
                page.evaluate(
                        """
                        async () => (await axe.run(document)).violations.flatMap(
                            ({id, nodes}) => nodes.map(({target}) => id + ' at ' + target))
                        """);
        assertThat((List<?>) found).isEmpty();
    }
}
