package io.ritorno.delivery;

import io.ritorno.account.Secrets;
import io.ritorno.account.Shop;
import io.ritorno.platform.Ids;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Who belongs to the share of people that a shop keeps out of all marketing. Her lot is a hash of
/// her, the shop and a secret of this installation: always the same, so that a larger share keeps
/// all whom a smaller one kept, and independent of the lots that flows draw.
///
/// It is the profile's lot: two people who turn out to be one have that of the profile that stays.
@Component
public class ShopLots {
    /// How many lots there are: hundredths of a per cent.
    private static final int LOTS = 10_000;

    private final String salt;

    ShopLots(Secrets secrets) {
        this.salt = HexFormat.of().formatHex(secrets.get("shop-holdout"));
    }

    /// Whether she is kept out under the share that the shop has chosen.
    public boolean holds(Shop shop, UUID profile) {
        return holds(shop, profile, shop.settings().holdoutPercent());
    }

    /// Whether a share of so many per cent would keep her out.
    public boolean holds(Shop shop, UUID profile, int percent) {
        return percent > 0 && lot(salt, shop.id(), profile) < percent * LOTS / 100;
    }

    /// From 0 to one less than [#LOTS], each as likely as any other.
    static int lot(String salt, int shop, UUID profile) {
        var hash = Ids.stable("shop-holdout", salt, String.valueOf(shop), profile.toString());
        return (int) Math.floorMod(hash.getMostSignificantBits() >>> 16, (long) LOTS);
    }
}
