package io.ritorno.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ritorno.account.Shop;
import io.ritorno.imports.Imports.Import;
import io.ritorno.imports.Imports.RowError;
import io.ritorno.imports.Uploads.Inspection;
import io.ritorno.platform.Page;
import io.ritorno.platform.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Imports of a shop: bring a file, see how far it is, stop it, go on, fetch what failed. A file is
/// the part `file` of a form, or the body itself, plain or gzipped.
@RestController
@RequestMapping("/api/shops/{shop}/imports")
class ImportController {
    private static final int LOOKED_AT = 64 << 10;

    /// What a file looks like.
    ///
    /// @param guess field → column
    record Look(
            String format,
            List<String> columns,
            List<List<String>> sample,
            Map<String, String> guess,
            List<String> required) {}

    private final Imports imports;
    private final Uploads uploads;
    private final JsonMapper json;

    ImportController(Imports imports, Uploads uploads, JsonMapper json) {
        this.imports = imports;
        this.uploads = uploads;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Import upload(
            Shop shop,
            @RequestParam MultipartFile file,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String mapping)
            throws IOException {
        var name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        try (var in = file.getInputStream()) {
            return uploads.upload(
                    shop, Kind.of(kind), format(format, name), name, mapping(mapping), in);
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Import uploadBody(
            Shop shop,
            HttpServletRequest body,
            @RequestParam String kind,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String mapping,
            @RequestParam(defaultValue = "") String fileName)
            throws IOException {
        return uploads.upload(
                shop,
                Kind.of(kind),
                format(format, fileName),
                fileName,
                mapping(mapping),
                body.getInputStream());
    }

    @PostMapping(path = "/inspect", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Look inspect(
            Shop shop,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "orders") String kind,
            @RequestParam(required = false) @Nullable String format)
            throws IOException {
        var name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
        try (var in = file.getInputStream()) {
            return look(Kind.of(kind), format(format, name), in.readNBytes(LOOKED_AT));
        }
    }

    @PostMapping("/inspect")
    Look inspectBody(
            Shop shop,
            HttpServletRequest body,
            @RequestParam(defaultValue = "orders") String kind,
            @RequestParam(required = false) @Nullable String format)
            throws IOException {
        return look(Kind.of(kind), format(format, ""), body.getInputStream().readNBytes(LOOKED_AT));
    }

    private Look look(Kind kind, Format format, byte[] beginning) throws IOException {
        Inspection seen = uploads.inspect(kind, format, new ByteArrayInputStream(beginning));
        return new Look(
                seen.format().word(),
                seen.columns(),
                seen.sample(),
                seen.guess().fields(),
                kind.required);
    }

    @GetMapping
    Page<Import> list(
            Shop shop,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return imports.list(shop, Page.limit(limit), cursor);
    }

    @GetMapping("/{id}")
    Import get(Shop shop, @PathVariable UUID id) {
        return imports.find(shop, id).orElseThrow(() -> Problem.notFound("import"));
    }

    @PostMapping("/{id}/cancel")
    Import cancel(Shop shop, @PathVariable UUID id) {
        imports.cancel(shop, id);
        return get(shop, id);
    }

    @PostMapping("/{id}/resume")
    Import resume(Shop shop, @PathVariable UUID id) {
        imports.resume(shop, id);
        return get(shop, id);
    }

    @GetMapping("/{id}/errors")
    Page<RowError> errors(
            Shop shop,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Locale locale) {
        get(shop, id);
        return imports.errors(shop, id, Page.limit(limit), cursor).map(error -> error.in(locale));
    }

    /// The rows that failed as a file: number and reason, then the row as it was, to be mended and
    /// brought again.
    @GetMapping("/{id}/errors.csv")
    void errorFile(Shop shop, @PathVariable UUID id, Locale locale, HttpServletResponse out)
            throws IOException {
        var head = new ArrayList<>(List.of("row", "reason"));
        head.addAll(imports.columns(shop, id));
        out.setContentType("text/csv;charset=UTF-8");
        out.setHeader("Content-Disposition", "attachment; filename=\"import-errors.csv\"");
        var stream = out.getOutputStream();
        stream.write(RowReader.line(head, ',').getBytes(UTF_8));
        var after = 0L;
        while (true) {
            var errors = imports.errors(shop, id, after, 1000);
            for (var error : errors) {
                after = error.row();
                var reason = error.in(locale).reason();
                var start = RowReader.line(List.of(Long.toString(error.row()), reason), ',');
                stream.write((start.stripTrailing() + "," + error.line()).getBytes(UTF_8));
                if (!error.line().endsWith("\n")) stream.write('\n');
            }
            if (errors.size() < 1000) return;
        }
    }

    private static Format format(@Nullable String format, String fileName) {
        if (format != null && !format.isEmpty()) return Format.of(format);
        var name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") || name.endsWith(".json")
                ? Format.NDJSON
                : Format.CSV;
    }

    /// @throws Problem 400 when it is not an object of texts
    private @Nullable Map<String, String> mapping(@Nullable String mapping) {
        if (mapping == null || mapping.isBlank()) return null;
        try {
            if (json.readTree(mapping) instanceof ObjectNode object) {
                var fields = new LinkedHashMap<String, String>();
                for (var field : object.properties())
                    if (field.getValue().isString() && !field.getValue().asString().isEmpty())
                        fields.put(field.getKey(), field.getValue().asString());
                return fields;
            }
        } catch (JacksonException e) {
            // said below
        }
        throw Problem.invalid("mapping", "not-an-object");
    }
}
