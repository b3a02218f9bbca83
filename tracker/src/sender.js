/** Browsers refuse to send more than 64 KB while a page goes away. */
const MOST_BYTES = 60_000;
const MOST_CALLS = 50;
const PAUSE = 200;
const LONGEST_PAUSE = 30_000;
const TRIES = 8;

/**
 * Sends calls in batches, again with growing pauses when the server is away or busy, and with what
 * is left when the page goes away. As text: then the browser need not ask beforehand.
 *
 * @param {Window & typeof globalThis} window
 * @param {{key: string, url: string}} options
 */
export function sender(window, { key, url }) {
  let queue = [];
  let inHand = null;
  let timer = null;
  let tries = 0;

  function body(calls) {
    return JSON.stringify({ writeKey: key, sentAt: new Date().toISOString(), batch: calls });
  }

  /** Takes as many calls as one request may have. */
  function take() {
    const calls = [];
    let size = 200;
    while (queue.length && calls.length < MOST_CALLS) {
      // characters of other scripts are up to three bytes
      const bytes = new window.Blob([JSON.stringify(queue[0])]).size + 1;
      if (calls.length && size + bytes > MOST_BYTES) break;
      size += bytes;
      calls.push(queue.shift());
    }
    return calls;
  }

  function later(pause) {
    if (timer === null) timer = window.setTimeout(flush, pause);
  }

  async function flush() {
    window.clearTimeout(timer);
    timer = null;
    if (inHand || !queue.length) return;
    inHand = take();
    let again = true;
    let wait = 0;
    try {
      const answer = await window.fetch(url, {
        method: "POST",
        body: body(inHand),
        headers: { "Content-Type": "text/plain" },
        credentials: "omit",
        keepalive: true,
      });
      again = answer.status === 429 || answer.status >= 500;
      wait = Number(answer.headers.get("Retry-After") || 0) * 1000;
    } catch {
      // away: again
    }
    const calls = inHand;
    inHand = null;
    if (!calls) return;
    if (again && ++tries < TRIES) {
      queue = calls.concat(queue);
      const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** (tries - 1));
      later(Math.max(wait, pause * (0.5 + Math.random() / 2)));
      return;
    }
    tries = 0;
    if (queue.length) later(0);
  }

  /** The page goes away: what is left must go now, also what may be under way already. */
  function leave() {
    if (inHand) {
      // the server knows a call that comes twice by its messageId
      queue = inHand.concat(queue);
      inHand = null;
    }
    while (queue.length) {
      const calls = take();
      const sent = window.navigator.sendBeacon?.(url, body(calls));
      if (!sent) {
        queue = calls.concat(queue);
        return;
      }
    }
  }

  window.addEventListener("pagehide", leave);
  window.document.addEventListener("visibilitychange", () => {
    if (window.document.visibilityState === "hidden") leave();
  });

  return {
    add(call) {
      queue.push(call);
      if (queue.length > 500) queue.shift();
      if (queue.length >= MOST_CALLS && tries === 0) flush();
      else later(PAUSE);
    },
    flush,
  };
}
