package io.ritorno.flow;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// What an address that a flow calls may look like; where it leads is looked at when it is called.
final class WebhookUrl {
    private WebhookUrl() {}

    /// What is wrong with it, or null.
    static @Nullable String problem(String url) {
        try {
            var uri = new URI(url);
            if (uri.getScheme() == null || !uri.getScheme().matches("(?i)https?"))
                return "must begin with https:// or http://";
            if (uri.getHost() == null) return "must name a host";
            if (uri.getUserInfo() != null) return "must not hold a name and password";
            if (uri.getFragment() != null) return "must not have a fragment";
            return null;
        } catch (URISyntaxException e) {
            return "is not an address";
        }
    }
}
