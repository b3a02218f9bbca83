package io.ritorno.delivery;

import io.ritorno.account.Shop;
import io.ritorno.content.MailContent;
import java.util.Map;
import java.util.UUID;

/// Where the text of a message is kept. Flows implement it.
public interface ContentSource {
    /// The text of a flow's step by language (`en`, `it`, `pl`); empty when there is none, and then
    /// the message is skipped. Called often, so answer from memory.
    Map<String, MailContent> content(Shop shop, UUID flow, int version, String step);
}
