package io.ritorno.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/// What the screens say in a language, from their own files.
record Texts(String language) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// @param namespace `common`, a feature of the screens, or a component of theirs
    /// @param key such as `nav.home`
    String get(String namespace, String key) {
        var folder = Path.of("ui/src/i18n");
        if (!namespace.equals("common")) {
            folder = Path.of("ui/src/features", namespace, "i18n");
            if (!Files.exists(folder)) folder = Path.of("ui/src/components", namespace, "i18n");
        }
        var text = JSON.readTree(folder.resolve(language + ".json").toFile());
        for (var name : key.split("\\.", -1)) text = text.path(name);
        if (!text.isString())
            throw new IllegalArgumentException("no text " + namespace + " " + key);
        return text.asString();
    }
}
