package io.ritorno.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import io.ritorno.flow.LongFlows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/// The builder with a flow of two hundred steps in a real browser: how long until it can be worked
/// with, how evenly it moves under the mouse, and how long a change takes until it is drawn. The
/// reference is the same flow with ten steps.
final class CanvasBench {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final int STEPS = 200;
    private static final int FEW = 10;

    /// Mouse moves of a drag, and turns of the wheel of a pan.
    private static final int MOVES = 90;

    /// Nanoseconds between two of them: as a mouse that reports a hundred times a second.
    private static final long PACE = 10_000_000;

    private static final String WAIT = "Wait Let some time pass";

    private static final String STEP = "[data-step='%s']";

    /// Notes the time of each frame from now on.
    private static final String WATCH =
            """
            () => {
              window.benchFrames = [];
              window.benchOn = true;
              let last = performance.now();
              const frame = (now) => {
                window.benchFrames.push(now - last);
                last = now;
                if (window.benchOn) requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            }
            """;

    private static final String SEEN =
            "() => { window.benchOn = false; return window.benchFrames; }";

    /// Waits until a step is drawn or gone, and says how long that was after the last key or click.
    private static final String DRAWN =
            """
            ([selector, there]) => new Promise((done) => {
              const begun = window.benchInput;
              const look = () => {
                if ((document.querySelector(selector) !== null) === there)
                  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
                else requestAnimationFrame(look);
              };
              look();
            })
            """;

    /// Until the first step is drawn and the page has nothing else to do.
    private static final String READY =
            """
            () => new Promise((done) => {
              const look = () => {
                if (document.querySelector("[data-step='s0']"))
                  requestIdleCallback(() => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
                else requestAnimationFrame(look);
              };
              look();
            })
            """;

    private static final String INPUT =
            """
            () => {
              for (const kind of ['pointerdown', 'keydown'])
                addEventListener(kind, () => { window.benchInput = performance.now(); }, true);
            }
            """;

    private CanvasBench() {}

    static List<Row> run(boolean quick) throws Exception {
        if (!Files.exists(CHROMIUM)) throw new IllegalStateException("there is no " + CHROMIUM);
        var rounds = quick ? 2 : 5;
        try (var server = new Server(Map.of());
                var playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                var browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(CHROMIUM)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu")))) {
            var shop = server.shop().get("id").asInt();
            var few = measure(server, browser, shop, FEW, rounds);
            var many = measure(server, browser, shop, STEPS, rounds);
            return List.of(
                    row("open until it can be worked with", many.open, few.open, 2_000),
                    row("drag a step, p95 of frames", many.drag, few.drag, 34),
                    row("pan, p95 of frames", many.pan, few.pan, 34),
                    row("pan with all steps in view, p95", many.far, few.far, 50),
                    row("add a step until it is drawn", many.add, few.add, 300),
                    row("undo until it is drawn", many.undo, few.undo, 300));
        }
    }

    private static Row row(String name, double value, double reference, double target) {
        return Row.atMost("canvas, 200 steps: " + name, value, "ms", reference, target);
    }

    /// Milliseconds: frames of all rounds together, of the others the one in the middle.
    private record Figures(
            double open, double drag, double pan, double far, double add, double undo) {}

    private static Figures measure(
            Server server, Browser browser, int shop, int steps, int rounds) {
        var made =
                server.call(
                        "POST",
                        "/api/shops/" + shop + "/flows",
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("name", "Canvas " + steps)
                                .set("definition", LongFlows.of(steps))
                                .toString());
        var address = server.root() + "/shops/" + shop + "/flows/" + made.get("id").asString();
        var open = new ArrayList<Double>();
        var add = new ArrayList<Double>();
        var undo = new ArrayList<Double>();
        var drag = new ArrayList<Double>();
        var pan = new ArrayList<Double>();
        var far = new ArrayList<Double>();
        var context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setLocale("en")
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setViewportSize(1280, 900));
        try (context) {
            context.setDefaultTimeout(60_000);
            var page = context.newPage();
            page.navigate(address);
            page.locator("input[name=email]").fill("admin@example.com");
            page.locator("input[name=password]").fill("a long enough password");
            page.locator("button[type=submit]").click();
            page.locator(STEP.formatted("s0")).waitFor();
            for (var round = 0; round < rounds; round++) {
                page.navigate(address);
                open.add(number(page.evaluate(READY)));
                page.evaluate(INPUT);
                drag(page, drag);
                wheel(page, pan);
                button(page, "See the whole flow").click();
                wheel(page, far);
                page.reload();
                page.evaluate(READY);
                page.evaluate(INPUT);
                change(page, "s" + (steps - 1), add, undo);
            }
        }
        return new Figures(
                at(open, 0.5),
                at(drag, 0.95),
                at(pan, 0.95),
                at(far, 0.95),
                at(add, 0.5),
                at(undo, 0.5));
    }

    private static void drag(Page page, List<Double> frames) {
        var box = page.locator(STEP.formatted("s1")).boundingBox();
        var x = box.x + box.width / 2;
        var y = box.y + box.height / 2;
        page.mouse().move(x, y);
        page.mouse().down();
        page.mouse().move(x + 10, y + 2);
        page.evaluate(WATCH);
        for (var i = 0; i < MOVES; i++) {
            page.mouse().move(x + 10 + i, y + 2 + i / 3.0);
            LockSupport.parkNanos(PACE);
        }
        collect(page, frames);
        page.mouse().up();
        page.keyboard().press("Control+z");
    }

    private static void wheel(Page page, List<Double> frames) {
        var canvas = page.locator("[data-testid=flow-canvas]").boundingBox();
        page.mouse().move(canvas.x + canvas.width / 2, canvas.y + canvas.height / 2);
        page.evaluate(WATCH);
        for (var i = 0; i < MOVES; i++) {
            page.mouse().wheel(0, i < MOVES / 2 ? 60 : -60);
            LockSupport.parkNanos(PACE);
        }
        collect(page, frames);
    }

    /// Puts a step behind the trigger and takes it back.
    ///
    /// @param id the step will have
    private static void change(Page page, String id, List<Double> add, List<Double> undo) {
        var step = STEP.formatted(id);
        button(page, "Add a step here").first().click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(WAIT).setExact(true))
                .click();
        add.add(number(page.evaluate(DRAWN, List.of(step, true))));
        page.keyboard().press("Control+z");
        undo.add(number(page.evaluate(DRAWN, List.of(step, false))));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void collect(Page page, List<Double> frames) {
        for (var each : (List<?>) page.evaluate(SEEN)) frames.add(number(each));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double at(List<Double> values, double share) {
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
    }
}
