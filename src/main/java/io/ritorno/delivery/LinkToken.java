package io.ritorno.delivery;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What stands in a link of a mail: which message of which shop, whose it is, and which link. It is
/// signed, so none can be guessed and none can be changed; it holds no address to go to.
///
/// @param link from 0, for [Kind#CLICK]; which survey, for [Kind#SURVEY]
record LinkToken(Kind kind, int shop, UUID message, UUID profile, int link) {
    enum Kind {
        CLICK,
        OPEN,
        VIEW,
        UNSUBSCRIBE,
        PREFERENCES,
        SURVEY
    }

    private static final int BODY = 1 + 4 + 16 + 16 + 2;
    // 96 bits of HMAC-SHA256: RFC 2104 5 asks for at least half of it or 80
    private static final int MAC = 12;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /// Makes the signatures of many tokens, by one thread at a time. A copy costs less than a new
    /// one.
    static Mac signer(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String encode(Mac signer) {
        var bytes = ByteBuffer.allocate(BODY + MAC);
        bytes.put((byte) kind.ordinal())
                .putInt(shop)
                .putLong(message.getMostSignificantBits())
                .putLong(message.getLeastSignificantBits())
                .putLong(profile.getMostSignificantBits())
                .putLong(profile.getLeastSignificantBits())
                .putShort((short) link);
        bytes.put(mac(signer, bytes.array()), 0, MAC);
        return TEXT.encodeToString(bytes.array());
    }

    /// Nothing when it is not one of ours, or was changed.
    static Optional<LinkToken> decode(byte[] key, String text) {
        if (text.length() != (BODY + MAC) * 4 / 3) return Optional.empty();
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        var given = Arrays.copyOfRange(all, BODY, BODY + MAC);
        if (!MessageDigest.isEqual(given, Arrays.copyOf(mac(signer(key), all), MAC)))
            return Optional.empty();
        var bytes = ByteBuffer.wrap(all);
        return Optional.of(
                new LinkToken(
                        Kind.values()[bytes.get()],
                        bytes.getInt(),
                        new UUID(bytes.getLong(), bytes.getLong()),
                        new UUID(bytes.getLong(), bytes.getLong()),
                        bytes.getShort() & 0xffff));
    }

    private static byte[] mac(Mac signer, byte[] bytes) {
        signer.update(bytes, 0, BODY);
        return signer.doFinal();
    }
}
