// Sends one call of every kind; the same ids each time it is run.
import { Analytics } from "@segment/analytics-node";

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ writeKey, host, path: "/v1/batch", flushAt: 6, maxRetries: 2 });
analytics.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});

const id = (n) => ({ messageId: `node-${n}` });
analytics.identify({ userId: "jan", traits: { email: "jan@example.com" }, ...id(1) });
analytics.track({
  userId: "jan",
  event: "Order Completed",
  properties: { order_id: "A-1", total: 25, currency: "PLN", products: [{ product_id: "P1", price: 12.5, quantity: 2 }] },
  ...id(2),
});
analytics.page({ userId: "jan", name: "Home", ...id(3) });
analytics.screen({ userId: "jan", name: "Basket", ...id(4) });
analytics.alias({ previousId: "anon-9", userId: "jan", ...id(5) });
analytics.group({ groupId: "g1", userId: "jan", traits: { name: "Acme" }, ...id(6) });
await analytics.closeAndFlush({ timeout: 20_000 });
