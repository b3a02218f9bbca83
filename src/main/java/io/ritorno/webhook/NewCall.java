package io.ritorno.webhook;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call to be made.
///
/// @param id the same for the same reason: what is queued again is one call. The receiver sees it
///   as `webhook-id`
/// @param run what waits for it
/// @param secret that signs it, see [WebhookSecrets]; null: not signed
/// @param url one that [Target#problem] finds nothing wrong with
/// @param body JSON
public record NewCall(
        UUID id,
        UUID run,
        UUID flow,
        String step,
        @Nullable UUID secret,
        String url,
        String body) {}
