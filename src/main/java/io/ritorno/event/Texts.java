package io.ritorno.event;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Takes out of JSON what PostgreSQL's `text` and `jsonb` cannot hold: U+0000 is left out, half a
/// surrogate pair becomes U+FFFD.
final class Texts {
    private Texts() {}

    /// Whether the JSON may hold such a thing. A quick look at the bytes that is never wrong when
    /// it says no.
    static boolean suspicious(byte[] json) {
        for (var i = 0; i < json.length - 1; i++) {
            var b = json[i];
            if (b == '\\') {
                if (json[i + 1] != 'u' || i + 3 >= json.length) continue;
                if (json[i + 2] == '0' && json[i + 3] == '0') return true;
                if (json[i + 2] == 'd' || json[i + 2] == 'D') return true;
            } else if (b == (byte) 0xED && (json[i + 1] & 0xff) >= 0xA0) {
                return true;
            }
        }
        return false;
    }

    /// The same tree, changed in place where it must be; a text at the root is answered anew.
    static JsonNode clean(JsonNode node) {
        return switch (node) {
            case StringNode text -> {
                var clean = clean(text.asString());
                yield clean.equals(text.asString()) ? text : StringNode.valueOf(clean);
            }
            case ObjectNode object -> {
                for (var name : object.propertyNames().toArray(String[]::new)) {
                    var value = clean(object.get(name));
                    var cleanName = clean(name);
                    if (!cleanName.equals(name)) object.remove(name);
                    object.set(cleanName, value);
                }
                yield object;
            }
            case ArrayNode array -> {
                for (var i = 0; i < array.size(); i++) array.set(i, clean(array.get(i)));
                yield array;
            }
            default -> node;
        };
    }

    static String clean(String text) {
        if (isClean(text)) return text;
        var clean = new StringBuilder(text.length());
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0) continue;
            if (!Character.isSurrogate(c)) {
                clean.append(c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                clean.append(c).append(text.charAt(++i));
            } else {
                clean.append('\uFFFD');
            }
        }
        return clean.toString();
    }

    private static boolean isClean(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) return false;
        }
        return true;
    }
}
