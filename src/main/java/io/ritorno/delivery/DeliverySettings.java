package io.ritorno.delivery;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How mail leaves. Bound from `RITORNO_URL`, `RITORNO_SMTP_URL`, `RITORNO_SMTP_CONNECTIONS`,
/// `RITORNO_SMTP_PER_DOMAIN` and `RITORNO_SMTP_RATE`.
///
/// @param url where shoppers reach this program: links in mails begin with it
/// @param smtpUrl `smtp://user:pass@host:port` (STARTTLS when the server offers it; with
///   `?starttls=required` never without) or `smtps://…`; null for the built-in outbox
/// @param smtpConnections kept open at most
/// @param smtpPerDomain mails on their way to one recipient domain at the same time, at most
/// @param smtpRate mails to one recipient domain in a second, at most; 0 for as many as go
@ConfigurationProperties("ritorno")
public record DeliverySettings(
        @DefaultValue("http://localhost:8080") String url,
        @Nullable String smtpUrl,
        @DefaultValue("20") int smtpConnections,
        @DefaultValue("10") int smtpPerDomain,
        @DefaultValue("0") double smtpRate) {
    public DeliverySettings {
        while (url.endsWith("/")) url = url.substring(0, url.length() - 1);
        if (!url.matches("https?://[^\\s/]+.*"))
            throw new IllegalArgumentException(
                    "RITORNO_URL must be an address such as https://mail.shop.example");
        if (smtpUrl != null && smtpUrl.isBlank()) smtpUrl = null;
        if (smtpUrl != null) server(smtpUrl);
        if (smtpConnections < 1)
            throw new IllegalArgumentException("RITORNO_SMTP_CONNECTIONS must be at least 1");
        if (smtpPerDomain < 1)
            throw new IllegalArgumentException("RITORNO_SMTP_PER_DOMAIN must be at least 1");
        if (smtpRate < 0)
            throw new IllegalArgumentException("RITORNO_SMTP_RATE must not be below 0");
    }

    /// @throws IllegalArgumentException in a sentence that names the setting
    static URI server(String url) {
        try {
            var uri = URI.create(url);
            var scheme = uri.getScheme();
            if (("smtp".equals(scheme) || "smtps".equals(scheme)) && uri.getHost() != null)
                return uri;
        } catch (IllegalArgumentException e) {
            // said below, without what may be a password
        }
        throw new IllegalArgumentException(
                "RITORNO_SMTP_URL must be smtp://user:pass@host:port or smtps://user:pass@host:port");
    }
}
