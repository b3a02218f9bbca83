import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";
import { start } from "../src/ritorno.js";

const URL_ = "https://ritorno.example/v1/batch";

/** A page, and what it sends. `answers` are taken one a request; then all is well. */
function page(html = "", { options = {}, url = "https://shop.example/p?x=1", answers = [], before, jar } = {}) {
  const dom = new JSDOM(`<body>${html}</body>`, { url, ...(jar ? { cookieJar: jar } : {}) });
  const { window } = dom;
  const sent = [];
  const beacons = [];
  window.fetch = async (to, init) => {
    const answer = answers.shift() ?? 200;
    if (answer === "away") throw new TypeError("away");
    sent.push({ to, ...JSON.parse(init.body), status: answer });
    return { status: answer, headers: new Map() };
  };
  window.navigator.sendBeacon = (to, body) => beacons.push({ to, ...JSON.parse(body) }) > 0;
  before?.(window);
  const ritorno = start(window, { key: "wk_1", url: URL_, ...options });
  if (window.document.readyState === "loading")
    window.document.dispatchEvent(new window.Event("DOMContentLoaded"));
  const calls = async () => {
    await ritorno("flush");
    await new Promise((done) => setTimeout(done, 5));
    return sent.filter((s) => s.status === 200).flatMap((s) => s.batch);
  };
  return { window, ritorno, sent, beacons, calls };
}

test("a page is told with where it is and where the visitor came from", async () => {
  const { calls, sent } = page("", {
    url: "https://shop.example/boots?utm_source=mail&utm_campaign=spring&rt=1",
  });
  const [call] = await calls();
  assert.equal(sent[0].to, URL_);
  assert.equal(sent[0].writeKey, "wk_1");
  assert.equal(call.type, "page");
  assert.equal(call.context.page.path, "/boots");
  assert.deepEqual(call.context.campaign, { source: "mail", name: "spring" });
  assert.deepEqual(call.properties, {});
  assert.ok(call.messageId && call.anonymousId && call.timestamp);
});

test("a printed code is told with its campaign", async () => { // L12
  const { calls } = page("", { url: "https://shop.example/?qr=LEAFLET-7&utm_campaign=spring" });
  const [, scan] = await calls();
  assert.equal(scan.event, "QR Code Scanned");
  assert.deepEqual(scan.properties, { code: "LEAFLET-7", campaign: "spring" });
  const plain = await page("", { url: "https://shop.example/?qr=LEAFLET-8" }).calls();
  assert.deepEqual(plain[1].properties, { code: "LEAFLET-8" });
});

test("calls made before the script came are kept, and the visitor stays the same", async () => {
  const { calls, window } = page("", {
    before: (w) => {
      w.ritorno = function () {
        (w.ritorno.q = w.ritorno.q || []).push(arguments);
      };
      w.ritorno("identify", "anna", { email: "anna@example.com" });
      w.ritorno("track", "Wheel Spun", { prize: 1 });
    },
  });
  const all = await calls();
  assert.deepEqual(all.map((c) => c.type), ["identify", "track", "page"]);
  assert.ok(all.every((c) => c.userId === "anna" && c.anonymousId === all[0].anonymousId));
  assert.equal(window.localStorage.getItem("ritorno.id"), all[0].anonymousId);
  assert.equal(new Set(all.map((c) => c.messageId)).size, 3);
});

test("another person who logs in is not the one before", async () => {
  const { calls, ritorno } = page();
  ritorno("identify", "anna");
  ritorno("identify", "bob");
  const [, anna, bob] = await calls();
  assert.equal(bob.userId, "bob");
  assert.notEqual(bob.anonymousId, anna.anonymousId);
});

test("nothing is kept or sent before the visitor agrees, and then nothing is lost", async () => {
  const { calls, ritorno, window } = page("", { options: { consent: true } });
  ritorno("track", "Product Viewed", { product_id: "P1" });
  assert.deepEqual(await calls(), []);
  assert.equal(window.localStorage.length + window.sessionStorage.length, 0);
  assert.equal(window.document.cookie, "");
  ritorno("consent", true);
  const all = await calls();
  assert.deepEqual(all.map((c) => c.event ?? c.type), ["page", "Product Viewed"]);
  assert.equal(window.localStorage.getItem("ritorno.id"), all[0].anonymousId);
});

test("who says no leaves no trace", async () => {
  const { calls, ritorno, window } = page("", { options: { consent: true } });
  ritorno("consent", true);
  ritorno("consent", false);
  ritorno("track", "Wheel Spun");
  assert.equal((await calls()).filter((c) => c.event === "Wheel Spun").length, 0);
  assert.equal(window.localStorage.length, 0);
});

test("attributes tell of products and of what is added", async () => {
  const { calls, window } = page(`
    <main data-ritorno-product="P1" data-ritorno-name="Boot" data-ritorno-price="129.90">
      <form onsubmit="return false"><input name="quantity" value="3"><button type="button" id="a" data-ritorno-add><b>add</b></button></form>
    </main>
    <button id="b" data-ritorno-add='{"product_id":"P2","price":5}'>add</button>`);
  window.document.querySelector("#a b").click();
  window.document.querySelector("#b").click();
  const [, viewed, first, second] = await calls();
  assert.equal(viewed.event, "Product Viewed");
  assert.deepEqual(viewed.properties, { product_id: "P1", name: "Boot", price: 129.9 });
  assert.deepEqual(first.properties, { quantity: 3, product_id: "P1", name: "Boot", price: 129.9 });
  assert.deepEqual(second.properties, { quantity: 1, product_id: "P2", price: 5 });
});

test("an address typed at the checkout is taken when the field is left", async () => {
  const { calls, window } = page(`
    <form data-ritorno-checkout><input id="a" type="email"></form>
    <form class="pay"><input id="b" type="email"></form>
    <form><input id="c" type="email"></form>`, { options: { emails: "form.pay" } });
  const type = (id, text) => {
    const field = window.document.getElementById(id);
    field.value = text;
    field.dispatchEvent(new window.Event("focusout", { bubbles: true }));
  };
  type("a", "half");
  type("a", "anna@example.com");
  type("a", "anna@example.com");
  type("b", "bob@example.com");
  type("c", "newsletter@example.com");
  const emails = (await calls()).filter((c) => c.type === "identify").map((c) => c.traits.email);
  assert.deepEqual(emails, ["anna@example.com", "bob@example.com"]);
});

test("a busy or absent server is asked again, with the same ids", async () => {
  const { calls, sent, window } = page("", { answers: [503, "away"] });
  const pauses = [];
  const later = window.setTimeout.bind(window);
  window.setTimeout = (run, pause) => (pauses.push(pause), later(run, 0));
  await calls();
  for (let i = 0; i < 100 && sent.length < 2; i++) await new Promise((done) => setTimeout(done, 10));
  assert.deepEqual(sent.map((s) => s.status), [503, 200]);
  assert.equal(sent[0].batch[0].messageId, sent[1].batch[0].messageId);
  const waited = pauses.filter((pause) => pause >= 400);
  assert.ok(waited.length === 2 && waited[1] >= 1000 && waited[1] <= 2000, String(pauses));
});

test("a refused request is not sent again", async () => {
  const { calls, sent } = page("", { answers: [401] });
  await calls();
  await calls();
  assert.equal(sent.length, 1);
});

test("what is left goes when the page goes, in pieces a browser takes", async () => {
  const { ritorno, window, beacons } = page();
  for (let i = 0; i < 40; i++) ritorno("track", "Long", { text: "ż".repeat(2000) });
  window.dispatchEvent(new window.Event("pagehide"));
  assert.equal(beacons.flatMap((b) => b.batch).length, 41);
  assert.ok(beacons.length > 1);
  for (const beacon of beacons) assert.ok(Buffer.byteLength(JSON.stringify(beacon)) < 65_536);
});

test("a mistake in a page's attribute does not stop the page", async () => {
  const { calls } = page(`<i data-ritorno-product='{"broken'></i><i data-ritorno-product="P2"></i>`);
  const all = await calls();
  assert.deepEqual(all.filter((c) => c.event).map((c) => c.properties.product_id), ["P2"]);
});

test("without localStorage the id is in a cookie", async () => {
  const { calls, window } = page("", {
    before: (w) =>
      Object.defineProperty(w, "localStorage", {
        get() {
          throw new Error("switched off");
        },
      }),
  });
  const [call] = await calls();
  assert.ok(window.document.cookie.includes(`ritorno.id=${call.anonymousId}`));
});
