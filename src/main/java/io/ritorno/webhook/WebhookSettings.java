package io.ritorno.webhook;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How other programs are called. Bound from `RITORNO_WEBHOOK_ALLOW`, `RITORNO_WEBHOOK_TIMEOUT`,
/// `RITORNO_WEBHOOK_CALLS` and `RITORNO_WEBHOOK_PER_HOST`.
///
/// @param webhookAllow hosts, by the name that stands in the URL, that may be called whatever their
///   address is: those of the operator's own network
/// @param webhookTimeout how long a call may take, all in all
/// @param webhookCalls calls under way at the same time on this node, at most
/// @param webhookPerHost calls to one host at the same time, at most; one that did not answer in
///   time gets one at a time until it answers
@ConfigurationProperties("ritorno")
record WebhookSettings(
        @DefaultValue Set<String> webhookAllow,
        @DefaultValue("PT15S") Duration webhookTimeout,
        @DefaultValue("64") int webhookCalls,
        @DefaultValue("8") int webhookPerHost) {
    WebhookSettings {
        webhookAllow =
                webhookAllow.stream()
                        .map(host -> host.strip().toLowerCase(Locale.ROOT))
                        .filter(host -> !host.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        if (webhookTimeout.compareTo(Duration.ofMillis(100)) < 0
                || webhookTimeout.compareTo(Duration.ofMinutes(1)) > 0)
            throw new IllegalArgumentException(
                    "RITORNO_WEBHOOK_TIMEOUT must be from PT0.1S to PT1M");
        if (webhookCalls < 1)
            throw new IllegalArgumentException("RITORNO_WEBHOOK_CALLS must be at least 1");
        if (webhookPerHost < 1)
            throw new IllegalArgumentException("RITORNO_WEBHOOK_PER_HOST must be at least 1");
    }
}
