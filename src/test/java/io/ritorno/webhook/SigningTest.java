package io.ritorno.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigningTest {
    /// The example that the authors of Standard Webhooks publish and their libraries are tested
    /// with.
    @Test
    void signsAsTheSpecificationsExample() {
        var secret = Signing.secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").orElseThrow();
        var headers =
                Signing.headers(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                        List.of(secret));

        assertThat(headers)
                .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry(
                        "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithBothWhileOneTakesThePlaceOfAnother() {
        var headers =
                Signing.headers(
                        "id", Instant.EPOCH, new byte[0], List.of(new byte[24], new byte[25]));
        assertThat(headers.get("webhook-signature")).matches("v1,\\S+ v1,\\S+");
        assertThat(Signing.headers("id", Instant.EPOCH, new byte[0], List.of()))
                .doesNotContainKey("webhook-signature");
    }

    @Test
    void aSecretIsTwentyFourToSixtyFourBytes() {
        assertThat(secret(23)).isEmpty();
        assertThat(secret(24)).isPresent();
        assertThat(secret(64)).isPresent();
        assertThat(secret(65)).isEmpty();
        assertThat(Signing.secret("whsec_no base64!")).isEmpty();
        assertThat(Signing.secret(Base64.getEncoder().encodeToString(new byte[32]))).isEmpty();
    }

    private static java.util.Optional<byte[]> secret(int bytes) {
        return Signing.secret("whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]));
    }
}
