package io.ritorno.webhook;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A URL that may be called, as far as its text says; where its host really is, is looked at when
/// it is called.
public record Target(URI url, String host) {
    public static final int LONGEST = 2_000;

    /// What is wrong with it, as the rest of a sentence; null when nothing is.
    public static @Nullable String problem(String text) {
        if (text.length() > LONGEST) return "must be at most " + LONGEST + " characters";
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            return "must be an address such as https://example.com/hook";
        }
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http"))
            return "must begin with https:// or http://";
        if (url.getHost() == null || url.getHost().isEmpty())
            return "must name a host, in ASCII letters";
        if (url.getRawUserInfo() != null) return "must not hold a user or password";
        if (url.getRawFragment() != null) return "must not hold a #";
        if (url.getPort() > 65_535 || url.getPort() == 0) return "has no possible port";
        return null;
    }

    /// @throws IllegalArgumentException for one with a problem
    static Target of(String text) {
        var problem = problem(text);
        if (problem != null) throw new IllegalArgumentException("the URL " + problem);
        var url = URI.create(text);
        return new Target(url, url.getHost().toLowerCase(Locale.ROOT));
    }
}
