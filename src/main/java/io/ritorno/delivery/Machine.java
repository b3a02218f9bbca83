package io.ritorno.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells a person's open or click from one that a machine made: security scanners follow every link
/// of a mail before it reaches the mailbox, and mailboxes load pictures ahead of time. Counted as
/// people they would credit orders to mails that nobody read.
final class Machine {
    /// A scanner follows links as soon as the mail has been delivered …
    private static final Duration SOON = Duration.ofSeconds(60);

    /// … and one right after the other.
    private static final Duration BURST = Duration.ofSeconds(10);

    private static final int LINKS = 3;

    /// Parts of user agents, in lower case, that mail scanners, link previews and prefetching
    /// mailboxes send, as seen in their makers' documents. Plain HTTP clients are not among them:
    /// they do not scan mail.
    private static final List<String> AGENTS =
            List.of(
                    "barracuda",
                    "proofpoint",
                    "mimecast",
                    "symantec",
                    "messagelabs",
                    "fireeye",
                    "trendmicro",
                    "forcepoint",
                    "ironport",
                    "safelinks",
                    "existence discovery",
                    "ms-office",
                    "googlesafety",
                    "google-safety",
                    "googlebot",
                    "bingbot",
                    "bingpreview",
                    "yandexbot",
                    "slackbot",
                    "twitterbot",
                    "facebookexternalhit",
                    "telegrambot",
                    "whatsapp/",
                    "skypeuripreview",
                    "linkedinbot",
                    "discordbot",
                    "headlesschrome",
                    "phantomjs",
                    "crawler",
                    "spider",
                    "preview",
                    "urlscan",
                    "cloudmark",
                    "vade",
                    "sophos");

    private Machine() {}

    /// A visit of one link.
    record Visit(int link, Instant at) {}

    /// What one request alone shows.
    ///
    /// @param purpose the headers `Purpose`, `Sec-Purpose`, `X-Purpose` and `X-Moz`, whichever came
    static boolean request(String method, @Nullable String agent, @Nullable String purpose) {
        if (method.equals("HEAD")) return true;
        if (purpose != null) {
            var why = purpose.toLowerCase(Locale.ROOT);
            if (why.contains("prefetch") || why.contains("preview")) return true;
        }
        if (agent == null || agent.isBlank()) return true;
        var name = agent.toLowerCase(Locale.ROOT);
        // the whole user agent of a mailbox that loads all pictures of all mails by itself
        if (name.equals("mozilla/5.0")) return true;
        return AGENTS.stream().anyMatch(name::contains);
    }

    /// Whether these visits of one mail's links, taken together, are a scanner's: three different
    /// links, or all there are, within ten seconds of one another and a minute of delivery.
    ///
    /// @param links how many the mail has
    static boolean burst(List<Visit> visits, int links, @Nullable Instant sentAt) {
        for (var first : visits) {
            if (sentAt != null && first.at().isAfter(sentAt.plus(SOON))) continue;
            var different = new HashSet<Integer>();
            for (var visit : visits) {
                var after = Duration.between(first.at(), visit.at());
                if (!after.isNegative() && after.compareTo(BURST) <= 0) different.add(visit.link());
            }
            if (different.size() >= LINKS || (links >= 2 && different.size() >= links)) return true;
        }
        return false;
    }
}
