// The browser side of Ritorno: tells the shop's server what happens on its pages.
//
//   <script async src="https://ritorno.shop.example/ritorno.js" data-key="WRITE_KEY"></script>
//
// Calls made before this file has arrived are kept by the stub in docs/integrations/snippet.md.
import { capture } from "./capture.js";
import { sender } from "./sender.js";
import { memory } from "./memory.js";

const VERSION = "0.1.0";

/** @returns {string} a random id; not a secret */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {Window & typeof globalThis} window
 * @param {{key: string, url: string, consent?: boolean, page?: boolean, emails?: string}} options
 *   consent: whether to wait for `ritorno("consent", true)` before anything is kept or sent
 */
export function start(window, options) {
  const { document, location } = window;
  const send = sender(window, options);
  let allowed = !options.consent;
  const keep = memory(window, () => allowed);
  if (options.consent && keep.answered()) allowed = true;
  /** What happened before the visitor answered; lives no longer than the page. */
  let waiting = [];
  let anonymousId = keep.get("id");
  let userId = keep.get("user");
  const campaign = arrival(location.search, keep);

  function call(type, body) {
    if (!anonymousId) {
      anonymousId = newId();
      keep.set("id", anonymousId);
    }
    const message = {
      type,
      messageId: newId(),
      timestamp: new Date().toISOString(),
      anonymousId,
      ...(userId ? { userId } : {}),
      ...body,
      context: {
        library: { name: "ritorno.js", version: VERSION },
        page: {
          url: location.href,
          path: location.pathname,
          search: location.search,
          title: document.title,
          referrer: document.referrer,
        },
        locale: window.navigator.language,
        timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...campaign,
      },
    };
    if (allowed) send.add(message);
    else if (waiting.length < 100) waiting.push(message);
  }

  const commands = {
    page: (name, properties) =>
      call("page", { ...(name ? { name } : {}), properties: properties || {} }),
    track: (event, properties) => call("track", { event, properties: properties || {} }),
    identify: (id, traits) => {
      if (id && typeof id === "object") [id, traits] = [null, id];
      if (id) {
        // another person on this browser is not the one before
        if (userId && userId !== String(id)) commands.reset();
        userId = String(id);
        keep.set("user", userId);
      }
      call("identify", { traits: traits || {} });
    },
    email: (email, traits) => call("identify", { traits: { ...traits, email } }),
    cart: (products, properties) =>
      call("track", { event: "Cart Updated", properties: { ...properties, products } }),
    consent: (yes) => {
      allowed = !!yes;
      if (!allowed) {
        keep.clear();
        anonymousId = userId = null;
        waiting = [];
        return;
      }
      keep.set("consent", "1");
      keep.set("id", anonymousId);
      keep.set("user", userId);
      if (Object.keys(campaign).length) keep.visit(campaign);
      waiting.splice(0).forEach(send.add);
    },
    reset: () => {
      keep.clear("id", "user");
      anonymousId = userId = null;
    },
    flush: () => send.flush(),
  };

  function ritorno(command, ...args) {
    try {
      if (commands[command]) commands[command](...args);
    } catch (e) {
      // a mistake of ours must not become one of the shop's page
      window.console?.error?.("ritorno", e);
    }
  }

  const early = window.ritorno?.q || [];
  window.ritorno = ritorno;
  // what was said about consent comes before what it is about
  Array.from(early, (args) => [...args])
    .sort((a, b) => (b[0] === "consent") - (a[0] === "consent"))
    .forEach((args) => ritorno(...args));
  if (options.page !== false) ritorno("page");
  // the address was printed as a QR code
  const code = new URLSearchParams(location.search).get("qr");
  if (code)
    ritorno("track", "QR Code Scanned", {
      code: code.slice(0, 200),
      ...(campaign.campaign?.name ? { campaign: campaign.campaign.name } : {}),
    });
  capture(window, ritorno, options);
  return ritorno;
}

/** Where the visit came from: utm parameters, kept for the visit. */
function arrival(search, keep) {
  const query = new URLSearchParams(search);
  const campaign = {};
  for (const name of ["source", "medium", "campaign", "term", "content"]) {
    const value = query.get("utm_" + name);
    if (value) campaign[name === "campaign" ? "name" : name] = value.slice(0, 200);
  }
  if (Object.keys(campaign).length) {
    keep.visit({ campaign });
    return { campaign };
  }
  return keep.visit() || {};
}

const script = typeof document === "undefined" ? null : document.currentScript;
if (script && script.dataset.key && !window.ritorno?.started) {
  const run = start(window, {
    key: script.dataset.key,
    url: new URL("/v1/batch", script.dataset.url || script.src).href,
    consent: script.dataset.consent !== undefined,
    page: script.dataset.page !== "off",
    emails: script.dataset.emails,
  });
  run.started = true;
}
