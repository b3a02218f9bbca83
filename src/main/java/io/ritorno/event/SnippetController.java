package io.ritorno.event;

import io.ritorno.platform.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/ritorno.js`, the browser snippet built from `tracker/`. Any page may load it; a browser keeps
/// it for an hour and then asks whether it has changed.
@RestController
class SnippetController {
    private static final MediaType JAVASCRIPT =
            MediaType.parseMediaType("text/javascript;charset=UTF-8");

    private final byte @Nullable [] script;
    private final String tag;

    SnippetController() throws IOException {
        var file = new ClassPathResource("static/ritorno.js");
        script = file.exists() ? file.getContentAsByteArray() : null;
        tag = script == null ? "" : HexFormat.of().formatHex(DigestUtils.md5Digest(script));
    }

    @GetMapping("/ritorno.js")
    ResponseEntity<byte[]> script() {
        if (script == null) throw Problem.notFound("snippet");
        return ResponseEntity.ok()
                .contentType(JAVASCRIPT)
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .eTag(tag)
                .header("Access-Control-Allow-Origin", "*")
                .header("Cross-Origin-Resource-Policy", "cross-origin")
                .body(script);
    }
}
