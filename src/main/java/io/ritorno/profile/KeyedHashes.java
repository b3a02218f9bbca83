package io.ritorno.profile;

import io.ritorno.account.Secrets;
import io.ritorno.account.Shop;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What is remembered of somebody who is to be forgotten: HMAC-SHA256 with a key that only this
/// installation has. It says whether an address that comes again is hers; nobody can read the
/// address from it, nor try addresses without the key.
@Component
public class KeyedHashes {
    private final Secrets secrets;
    private volatile @Nullable Mac ready;

    KeyedHashes(Secrets secrets) {
        this.secrets = secrets;
    }

    /// @param kind of address or identity: `email`, `phone`, `user`
    /// @param value as it is compared: e-mail in lower case, phone as E.164
    public byte[] of(Shop shop, String kind, String value) {
        // no kind holds a line's end, so two pairs never run into one another
        var text = shop.id() + "\n" + kind + "\n" + value;
        return mac().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A copy costs less than a new one, and every call of a shop is asked about.
    private Mac mac() {
        try {
            var known = ready;
            if (known == null) {
                known = Mac.getInstance("HmacSHA256");
                known.init(new SecretKeySpec(secrets.get("erased-people"), "HmacSHA256"));
                ready = known;
            }
            return (Mac) known.clone();
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
