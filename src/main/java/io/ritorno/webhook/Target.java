package io.ritorno.webhook;

import io.ritorno.platform.Reason;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A URL that may be called, as far as its text says; where its host really is, is looked at when
/// it is called.
public record Target(URI url, String host) {
    public static final int LONGEST = 2_000;

    /// What is wrong with it; null when nothing is.
    public static @Nullable Reason problem(String text) {
        if (text.length() > LONGEST) return Reason.of("too-long", LONGEST);
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            return Reason.of("not-an-address");
        }
        var scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) return Reason.of("url-scheme");
        if (url.getHost() == null || url.getHost().isEmpty()) return Reason.of("url-host");
        if (url.getRawUserInfo() != null) return Reason.of("url-user");
        if (url.getRawFragment() != null) return Reason.of("url-fragment");
        if (url.getPort() > 65_535 || url.getPort() == 0) return Reason.of("url-port");
        return null;
    }

    /// @throws IllegalArgumentException for one with a problem
    static Target of(String text) {
        var problem = problem(text);
        if (problem != null) throw new IllegalArgumentException(problem.at("url").toString());
        var url = URI.create(text);
        return new Target(url, url.getHost().toLowerCase(Locale.ROOT));
    }
}
