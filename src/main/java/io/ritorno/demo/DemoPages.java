package io.ritorno.demo;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;

/// Drawn pictures of the demo shops' products, and a page for each, so that every link leads
/// somewhere.
@RestController
@ConditionalOnBooleanProperty("ritorno.demo")
class DemoPages {
    /// Paths in a square of 100, one drawing for each kind of thing.
    private static final Map<String, String> SHAPES =
            Map.ofEntries(
                    Map.entry("boot", "M32 18h22v30l24 12q6 4 6 12v4H32z M30 80h56v6H30z"),
                    Map.entry(
                            "shoe",
                            "M16 56q10-2 14-14l12 4 8 10 26 8q10 3 10 12H16z M16 78h70v6H16z"),
                    Map.entry("jacket", "M38 18h24l20 12 8 40-12 4-6-22v34H28V52l-6 22-12-4 8-40z"),
                    Map.entry("trousers", "M32 16h36l6 70H56l-6-44-6 44H26z"),
                    Map.entry("shirt", "M36 20q14 10 28 0l22 12-8 18-10-4v38H32V46l-10 4-8-18z"),
                    Map.entry("sock", "M40 14h22v40l16 14q6 8-2 14-8 6-16 0L40 66z"),
                    Map.entry("hat", "M22 62q0-36 28-36t28 36z M16 66h68v12H16z M46 16h8v10h-8z"),
                    Map.entry("tent", "M50 20l38 60H12z M50 40l14 40H36z"),
                    Map.entry(
                            "bag",
                            "M30 18h40q10 0 10 10v46q0 10-10 10H30q-10 0-10-10V28q0-10 10-10z M20 40h60v4H20z"),
                    Map.entry(
                            "stove",
                            "M26 44h48v34q0 8-8 8H34q-8 0-8-8z M22 36h56v6H22z M50 14q10 10 0 18-10-8 0-18z"),
                    Map.entry("lamp", "M38 30h24l8 44H30z M34 76h32v10H34z M42 18h16v10H42z"),
                    Map.entry(
                            "pack",
                            "M34 24q16-16 32 0l8 14v40q0 8-8 8H34q-8 0-8-8V38z M34 52h32v20H34z"),
                    Map.entry("ring", "M50 16a34 34 0 1 0 .1 0z M50 32a18 18 0 1 1-.1 0z"),
                    Map.entry("helmet", "M14 60q2-38 36-38t36 38z M10 64h80v8H10z"),
                    Map.entry("ski", "M30 12l6 2 4 66-8 8-6-8z M60 12l6 2 8 66-6 8-8-8z"),
                    Map.entry("bottle", "M42 12h16v12l8 12v44q0 8-8 8H42q-8 0-8-8V36l8-12z"),
                    Map.entry(
                            "watch",
                            "M40 10h20l4 20H36z M36 70h28l-4 20H40z M50 28a22 22 0 1 0 .1 0z"));

    private final Map<String, Item> items = new HashMap<>();

    DemoPages() {
        items.putAll(Range.outdoor().byId());
        items.putAll(Range.food().byId());
    }

    @GetMapping("/demo-images/{id}.svg")
    ResponseEntity<String> picture(@PathVariable String id) {
        var item = items.get(id);
        if (item == null) return ResponseEntity.notFound().build();
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("image/svg+xml"))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(7)).cachePublic())
                .header("Access-Control-Allow-Origin", "*")
                .body(draw(item));
    }

    static String draw(Item item) {
        var hue = Math.floorMod(item.id().hashCode() * 47, 360);
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="400" height="400">\
        <rect width="100" height="100" fill="hsl(%d 30%% 93%%)"/>\
        <path d="%s" fill="hsl(%d 42%% 42%%)" fill-rule="evenodd"/></svg>
        """
                .formatted(
                        hue,
                        SHAPES.getOrDefault(item.shape(), SHAPES.get("bag")),
                        (hue + 25) % 360);
    }

    @GetMapping({"/demo-shop", "/demo-shop/p/{id}", "/demo-shop/cart/{id}"})
    ResponseEntity<String> page(@PathVariable(required = false) @Nullable String id) {
        var item = id == null ? null : items.get(id);
        var title = item == null ? "Demo shop" : HtmlUtils.htmlEscape(item.name());
        var picture =
                item == null
                        ? ""
                        : "<img width=\"320\" alt=\"\" src=\"/demo-images/" + item.id() + ".svg\">";
        var page =
                """
                <!doctype html><html lang="en"><meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>%s</title>
                <body style="font:18px system-ui;margin:10vh auto;max-width:32em;padding:0 1em;text-align:center">
                %s<h1 style="font-size:1.3em">%s</h1>
                <p>Here the shop's own page would be: this shop is made up.</p></body></html>
                """;
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(page.formatted(title, picture, title));
    }
}
