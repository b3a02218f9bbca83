package io.ritorno.delivery;

import io.ritorno.account.Secrets;
import io.ritorno.account.Shop;
import io.ritorno.delivery.LinkToken.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The addresses in a mail that lead to this program.
@Component
public class Links {
    private final DeliverySettings settings;
    private final Secrets secrets;
    private volatile @Nullable Mac signer;

    Links(DeliverySettings settings, Secrets secrets) {
        this.settings = settings;
        this.secrets = secrets;
    }

    private Mac signer() {
        var known = signer;
        if (known == null) {
            known = LinkToken.signer(secrets.get("links"));
            signer = known;
        }
        try {
            return (Mac) known.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The links of one message, for one thread at a time.
    public final class Of {
        private final Mac signer = signer();
        private final Shop shop;
        private final UUID message;
        private final UUID profile;

        private final String unsubscribe;

        private Of(Shop shop, UUID message, UUID profile) {
            this.shop = shop;
            this.message = message;
            this.profile = profile;
            // asked for again and again while a mail is written
            this.unsubscribe = address("/u/", Kind.UNSUBSCRIBE, 0);
        }

        String click(int link) {
            return address("/c/", Kind.CLICK, link);
        }

        /// A link in the place of each of the shop's in the mail's page as it is stored.
        public List<String> clicks(String html) {
            var n = Tracking.targets(html, settings.url()).size();
            return IntStream.range(0, n).mapToObj(this::click).toList();
        }

        public String open() {
            return address("/o/", Kind.OPEN, 0);
        }

        /// The mail as a page.
        String view() {
            return address("/c/", Kind.VIEW, 0);
        }

        String unsubscribe() {
            return unsubscribe;
        }

        String preferences() {
            return address("/u/", Kind.PREFERENCES, 0);
        }

        /// Where a page asks that survey with this answer chosen already.
        String survey(int number, String answer) {
            return address("/s/", Kind.SURVEY, number)
                    + "?answer="
                    + URLEncoder.encode(answer, StandardCharsets.UTF_8);
        }

        private String address(String path, Kind kind, int link) {
            var token = new LinkToken(kind, shop.id(), message, profile, link);
            return settings.url() + path + token.encode(signer);
        }
    }

    public Of of(Shop shop, UUID message, UUID profile) {
        return new Of(shop, message, profile);
    }

    /// Where shoppers reach this program.
    String base() {
        return settings.url();
    }

    Optional<LinkToken> read(String token) {
        return LinkToken.decode(secrets.get("links"), token);
    }
}
