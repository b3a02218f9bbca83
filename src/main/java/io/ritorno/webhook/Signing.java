package io.ritorno.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How a call says that it is ours, after Standard Webhooks 1.0: three headers, and a symmetric
/// signature over id, time and body.
final class Signing {
    private static final String PREFIX = "whsec_";

    private Signing() {}

    /// The bytes of a secret as people write it: `whsec_` and base64 of 24 to 64 bytes.
    static Optional<byte[]> secret(String text) {
        if (!text.startsWith(PREFIX)) return Optional.empty();
        try {
            var bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return bytes.length >= 24 && bytes.length <= 64 ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// @param secrets one, or while one takes the place of another both; none: not signed
    static Map<String, String> headers(String id, Instant at, byte[] body, List<byte[]> secrets) {
        var headers = new LinkedHashMap<String, String>();
        var seconds = String.valueOf(at.getEpochSecond());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", seconds);
        if (secrets.isEmpty()) return headers;
        var signatures = secrets.stream().map(secret -> sign(id, seconds, body, secret)).toList();
        headers.put("webhook-signature", String.join(" ", signatures));
        return headers;
    }

    private static String sign(String id, String seconds, byte[] body, byte[] secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
