import type { Cart, Locale, Me, Order, Overview, Product, Profile } from '../../src/lib/api/types';
import { type MockRoutes, pageOf } from '../mockServer';

/** A small generator of repeatable numbers. */
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const next = random(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
let now = Date.parse('2026-11-21T19:40:00Z');
const before = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const id = (kind: string, number: number) => `0193${kind}-${String(number).padStart(4, '0')}-7000-8000-000000000000`;

const picture = (hue: number) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><rect width="80" height="80" fill="hsl(${hue} 40% 88%)"/><path d="M20 56l12-28 10 18 8-12 12 22z" fill="hsl(${hue} 45% 45%)"/></svg>`,
  )}`;

const FIRST = ['Anna', 'Giulia', 'Zofia', 'Marco', 'Emma', 'Piotr', 'Katarzyna', 'Luca', 'Oliver', 'Małgorzata'];
const LAST = ['Kowalska', 'Rossi', 'Wiśniewska', 'Bianchi', 'Smith', 'Nowak', 'Zielińska', 'Ferrari', 'Brown', 'Wójcik'];
const THINGS = ['Trekking boots', 'Rain jacket', 'Wool sweater', 'Head lamp', 'Daypack 22 l', 'Camping mug', 'Merino socks', 'Down vest'];
const BRANDS = ['Nordkap', 'Alpina', 'Tatra', 'Dolomia'];

const products: Product[] = Array.from({ length: 60 }, (_, n) => ({
  id: `p-${n}`,
  sku: `RT-${1000 + n}`,
  name: `${THINGS[n % THINGS.length]} ${BRANDS[n % 4]}`,
  brand: BRANDS[n % 4] as string,
  price: 2990 + Math.floor(next() * 60) * 1000,
  url: `https://demo.example/p/${n}`,
  image: picture((n * 47) % 360),
  stock: n % 9 === 0 ? 0 : Math.floor(next() * 80),
  categories: [pick(['Men/Shoes/Trekking', 'Women/Jackets', 'Equipment/Camping'])],
}));

const profiles: Profile[] = Array.from({ length: 130 }, (_, n) => {
  const known = n % 11 !== 5;
  const firstName = known ? pick(FIRST) : null;
  const lastName = known ? pick(LAST) : null;
  const orders = known ? Math.floor(next() * 9) : 0;
  const spent = orders * (8000 + Math.floor(next() * 20_000));
  return {
    id: id('aaaa', n),
    email: known ? `${firstName}.${lastName}@example.com`.toLowerCase() : null,
    phone: n % 4 === 0 && known ? '+48 600 100 200' : null,
    firstName,
    lastName,
    known,
    orders,
    spent,
    items: orders * 2,
    lastOrderAt: orders ? before(n * 9 + 4) : null,
    lastSeenAt: before(n * 3),
    createdAt: before(n * 30 + 900),
    openCart: n % 5 === 1 ? 25_990 : null,
    externalId: known ? String(5000 + n) : null,
    gender: 'female',
    birthday: '1988-03-14',
    locale: 'pl',
    timezone: null,
    country: 'PL',
    city: 'Kraków',
    company: null,
    tags: n % 3 === 0 ? ['vip', 'trekking'] : [],
    attributes: { loyalty: 'gold', children: 2 },
    firstOrderAt: orders ? before(n * 9 + 4000) : null,
    averageOrder: orders ? Math.round(spent / orders) : null,
    daysBetweenOrders: orders > 1 ? 41.5 : null,
    favouriteCategories: orders ? [{ path: 'Men/Shoes/Trekking', quantity: 4 }, { path: 'Equipment/Camping', quantity: 2 }] : [],
    consents: known
      ? [
          { channel: 'email', state: n % 6 === 0 ? 'out' : 'in', at: before(2000), source: 'checkout', shown: 'I want news by e-mail.' },
        ]
      : [],
    suppressed: n === 4 ? [{ channel: 'email', reason: 'bounced', at: before(400) }] : [],
    identities: [
      ...(known ? [{ kind: 'email', value: `${firstName}.${lastName}@example.com`.toLowerCase(), at: before(900) }] : []),
      { kind: 'anonymous', value: `a-${n}c2`, at: before(1200) },
    ],
    segments: known ? [{ id: id('5e6e', 1), name: 'Loyal customers', since: before(300) }] : [],
  };
});

const person = (n: number) => {
  const { id: profile, email, firstName, lastName } = profiles[n % profiles.length] as Profile;
  return { id: profile, email, firstName, lastName };
};

const orders: Order[] = Array.from({ length: 160 }, (_, n) => {
  const lines = Array.from({ length: 1 + (n % 3) }, (_l, line) => {
    const product = products[(n * 7 + line * 3) % products.length] as Product;
    const quantity = 1 + ((n + line) % 2);
    return {
      line,
      productId: product.id,
      variant: n % 4 === 0 ? '42' : null,
      name: product.name,
      quantity,
      unitPrice: product.price ?? 0,
      total: (product.price ?? 0) * quantity,
      refundedQuantity: n % 17 === 3 && line === 0 ? 1 : 0,
      image: product.image,
    };
  });
  const sum = lines.reduce((total, line) => total + line.total, 0);
  const source = n % 6 === 2 ? 'flow' : 'site';
  return {
    id: id('0bde', n),
    number: String(100_480 - n),
    status: pick(['completed', 'processing', 'shipped']),
    counted: n % 23 !== 7,
    total: sum + 1490,
    refunded: n % 17 === 3 ? (lines[0]?.unitPrice ?? 0) : 0,
    currency: 'PLN',
    originalTotal: sum + 1490,
    originalCurrency: 'PLN',
    items: lines.reduce((count, line) => count + line.quantity, 0),
    discount: n % 5 === 0 ? 1500 : 0,
    shipping: 1490,
    tax: Math.round(sum * 0.187),
    coupon: n % 5 === 0 ? 'BACK10' : null,
    paymentMethod: pick(['BLIK', 'card', 'transfer']),
    placedAt: before(n * 5 + 2),
    profile: person(n),
    source,
    creditedTo: source === 'flow' ? { flow: { id: id('f10e', 1), name: 'Abandoned cart' } } : null,
    badges: n % 6 === 2 ? ['abandoned-cart', 'recovered'] : [],
    cartId: id('ca27', n % 60),
    lines,
  };
});

const carts: Cart[] = Array.from({ length: 90 }, (_, n) => {
  const lines = Array.from({ length: 1 + (n % 4) }, (_l, line) => {
    const product = products[(n * 5 + line) % products.length] as Product;
    return { product: product.id, variant: null, name: product.name, quantity: 1 + (n % 2), price: product.price ?? 0, image: product.image, url: product.url };
  });
  const state = (['abandoned', 'open', 'recovered', 'ordered', 'abandoned', 'emptied'] as const)[n % 6] ?? 'open';
  return {
    id: id('ca27', n),
    state,
    value: lines.reduce((total, line) => total + line.price * line.quantity, 0),
    items: lines.reduce((count, line) => count + line.quantity, 0),
    currency: 'PLN',
    lines,
    url: 'https://demo.example/cart/x',
    checkoutAt: n % 3 === 0 ? before(n * 4 + 1) : null,
    checkoutStep: n % 3 === 0 ? 'delivery' : null,
    createdAt: before(n * 4 + 3),
    changedAt: before(n * 4 + 1),
    abandonedAt: state === 'abandoned' || state === 'recovered' ? before(n * 4) : null,
    closedAt: state === 'ordered' || state === 'recovered' ? before(n * 3) : null,
    orderId: state === 'ordered' || state === 'recovered' ? id('0bde', n) : null,
    profile: person(n),
  };
});

const user = {
  id: id('05e2', 1),
  email: 'owner@example.com',
  name: 'Marta Zielińska',
  role: 'owner' as const,
  locale: 'en' as Locale,
  createdAt: before(9000),
  disabled: false,
};
let loggedIn = true;

const shop = (number: number, name: string) => ({
  id: number,
  name,
  url: 'https://demo.example',
  currency: number === 1 ? 'PLN' : 'EUR',
  timezone: number === 1 ? 'Europe/Warsaw' : 'Europe/Rome',
  locale: 'pl' as Locale,
  country: 'PL',
  parts: 1,
  createdAt: before(12_000),
});

const me = (): Me => ({
  user,
  account: { id: id('acc0', 1), name: 'Demo' },
  shops: [shop(1, 'Szlak Outdoor'), shop(2, 'Sentiero')],
  clock: { manual: true, now: new Date(now).toISOString() },
  demo: true,
  version: '0.1.0',
});

const settings = {
  cartAbandonedAfterMinutes: 60,
  quietFrom: '21:00',
  quietTo: '08:00',
  capMessages: 6,
  capDays: 7,
  consentRequired: true,
  senderName: 'Szlak Outdoor',
  senderEmail: 'hello@demo.example',
  replyTo: '',
  postalAddress: 'ul. Długa 1, 31-000 Kraków',
  origins: ['https://demo.example'],
  cookieConsent: false,
  clickWindowDays: 5,
  openWindowDays: 1,
  utm: true,
  logoUrl: '',
  accentColor: '#1d7a72',
  dkimDomain: null,
};
const detail = { ...shop(1, 'Szlak Outdoor'), writeKey: 'wk_3f9a1c7e5b2d48a6', settings };

const contains = (search: string | null, ...texts: (string | null)[]) =>
  !search || texts.some((text) => text?.toLowerCase().includes(search.toLowerCase()));

function overview(query: URLSearchParams): Overview {
  const from = query.get('from') ?? '2026-10-23';
  const to = query.get('to') ?? '2026-11-21';
  const noise = random(Number(from.replaceAll('-', '')));
  const days: Overview['days'] = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += 86_400_000) {
    const week = 1 + 0.35 * Math.sin((day / 86_400_000) * 0.9);
    const count = Math.round((14 + noise() * 10) * week);
    const made = Math.round(count * (2.4 + noise()));
    days.push({
      day: new Date(day).toISOString().slice(0, 10),
      orders: count,
      revenue: count * Math.round(14_000 + noise() * 9000),
      carts: made,
      abandoned: Math.round(made * 0.62),
      openCarts: Math.round(made * 0.2 + noise() * 8),
    });
  }
  const sum = (value: (day: Overview['days'][number]) => number) => days.reduce((total, day) => total + value(day), 0);
  const revenue = sum((day) => day.revenue);
  const count = sum((day) => day.orders);
  const made = sum((day) => day.carts);
  return {
    from,
    to,
    currency: 'PLN',
    revenue,
    orders: count,
    averageOrder: Math.round(revenue / count),
    refunded: Math.round(revenue * 0.012),
    carts: made,
    abandoned: sum((day) => day.abandoned),
    recovered: Math.round(made * 0.07),
    abandonmentRate: sum((day) => day.abandoned) / made,
    bySource: [
      { source: 'site', orders: Math.round(count * 0.82), revenue: Math.round(revenue * 0.81) },
      { source: 'campaign', orders: 0, revenue: 0 },
      { source: 'flow', orders: Math.round(count * 0.18), revenue: Math.round(revenue * 0.19) },
    ],
    previous: {
      revenue: Math.round(revenue * 0.89),
      orders: Math.round(count * 0.94),
      averageOrder: Math.round((revenue / count) * 1.02),
      abandonmentRate: 0.65,
      flowShare: 0.15,
      campaignShare: 0,
    },
    flowShare: 0.19,
    campaignShare: 0,
    days,
    messages: { sent: 1412, opened: 520, clicked: 148, machineOpened: 130 },
  };
}

const api = '/api/shops/{shop}';

export const routes: MockRoutes = {
  'GET /api/session': ({ status }) => {
    if (loggedIn) return me();
    status(401);
    return { status: 401, detail: 'log in' };
  },
  'POST /api/session': ({ body, status }) => {
    if ((body as { password: string }).password !== 'wrong') {
      loggedIn = true;
      return me();
    }
    status(401);
    return { status: 401, detail: 'wrong' };
  },
  'DELETE /api/session': () => {
    loggedIn = false;
    return undefined;
  },
  'PATCH /api/session': ({ body }) => {
    Object.assign(user, body);
    return me();
  },
  'POST /api/dev/demo': ({ body }) => {
    now += (body as { advance: string }).advance === 'PT1H' ? 3_600_000 : 86_400_000;
    return {
      now: new Date(now).toISOString(),
      handled: { events: 812, timers: 14, messages: 9 },
      did: { visits: 240, carts: 31, orders: 12, opened: 7, clicked: 3 },
    };
  },
  [`GET ${api}`]: () => detail,
  [`PATCH ${api}`]: ({ body }) => Object.assign(detail, body, { settings: { ...detail.settings, ...(body as { settings?: object }).settings } }),
  [`POST ${api}/write-key`]: () => Object.assign(detail, { writeKey: 'wk_new_88b1c7e5b2d48a6' }),
  [`POST ${api}/smtp-test`]: () => ({ ok: true, detail: 'accepted by the built-in outbox' }),
  [`GET ${api}/dkim`]: () => ({
    selector: 'ritorno',
    dnsName: 'ritorno._domainkey.demo.example',
    dnsValue: `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(6)}`,
  }),
  [`GET ${api}/reports/overview`]: ({ query }) => overview(query),
  [`GET ${api}/profiles`]: ({ query }) =>
    pageOf(
      profiles.filter(
        (each) =>
          contains(query.get('search'), each.email, each.firstName, each.lastName) &&
          (query.get('known') !== 'true' || each.known),
      ).sort((one, other) => (query.get('sort') === 'spent' ? other.spent - one.spent : query.get('sort') === 'orders' ? other.orders - one.orders : 0)),
      query,
    ),
  [`GET ${api}/profiles/{id}`]: ({ path, status }) => {
    const found = profiles.find((each) => each.id === path.id);
    if (found) return found;
    status(404);
    return { status: 404, detail: 'no such person' };
  },
  [`PATCH ${api}/profiles/{id}`]: ({ path, body }) => Object.assign(profiles.find((each) => each.id === path.id) ?? {}, body),
  [`PUT ${api}/profiles/{id}/consent/{channel}`]: ({ path, body }) => {
    const found = profiles.find((each) => each.id === path.id);
    if (found) {
      found.consents = [
        ...found.consents.filter((each) => each.channel !== path.channel),
        { channel: path.channel as 'email', at: new Date(now).toISOString(), shown: '', source: 'screen', ...(body as { state: 'in' | 'out' }) },
      ];
    }
    return found;
  },
  [`GET ${api}/profiles/{id}/orders`]: ({ path, query }) =>
    pageOf(orders.filter((each, n) => each.profile.id === path.id || n < 13), query),
  [`GET ${api}/profiles/{id}/carts`]: ({ path, query }) => pageOf(carts.filter((each, n) => each.profile.id === path.id || n < 3), query),
  [`GET ${api}/profiles/{id}/messages`]: ({ path, query }) => {
    const profile = person(profiles.findIndex((each) => each.id === path.id));
    return pageOf(
      (['sent', 'sent', 'skipped', 'queued'] as const).map((status, n) => ({
        id: id('e55a', n),
        at: before(n * 20),
        profile,
        channel: 'email',
        transactional: false,
        flow: { id: id('f10e', 1), name: 'Abandoned cart' },
        step: 's2',
        status,
        reason: status === 'skipped' ? 'no-consent' : null,
        subject: ['You left something behind', 'Still thinking it over?', 'Last chance', 'Your cart'][n],
        address: profile.email,
        sentAt: status === 'sent' ? before(n * 20) : null,
        openedAt: n === 0 ? before(1) : null,
        clickedAt: null,
        machineOpenedAt: null,
        machineClickedAt: null,
        orderedAt: null,
        dueAt: status === 'queued' ? before(-9) : null,
      })),
      query,
    );
  },
  [`GET ${api}/messages/{id}/html`]: ({ type }) => {
    type('text/html');
    return '<html><body style="font-family:sans-serif;padding:24px"><h2>Anna, your cart is waiting</h2><p>Trekking boots Nordkap · 299,00 zł</p><a style="background:#1d7a72;color:#fff;padding:12px 20px;border-radius:8px">Back to the cart</a></body></html>';
  },
  [`GET ${api}/profiles/{id}/timeline`]: ({ query }) =>
    pageOf(
      ['Page Viewed', 'Product Viewed', 'Product Added', 'Checkout Started', 'Cart Abandoned', 'Message Sent', 'Message Opened', 'Message Clicked', 'Order Completed', 'Products Searched', 'Consent Changed'].map((name, n) => ({
        id: id('e7e0', n),
        at: before(n * 2),
        kind: name.startsWith('Message') ? 'message' : 'event',
        name,
        source: 'web',
        properties: name === 'Products Searched' ? { query: 'boots' } : { name: 'Trekking boots Nordkap', price: 299, total: 512.9 },
      })),
      query,
    ),
  [`GET ${api}/profiles/{id}/decisions`]: ({ query }) =>
    pageOf(
      ([['hold', 'quiet-hours'], ['skip', 'no-consent'], ['send', 'allowed'], ['entered', 'trigger'], ['skip', 'frequency-cap'], ['stopped', 'ordered']] as const).map(([outcome, reason], n) => ({
        id: id('dec1', n),
        at: before(n * 6),
        outcome,
        reason,
        detail: reason === 'frequency-cap' ? { cap: 6, days: 7, recent: 6 } : reason === 'quiet-hours' ? { until: before(-9), zone: 'Europe/Warsaw', from: '21:00', to: '08:00' } : {},
        flow: { id: id('f10e', 1), name: 'Abandoned cart' },
        step: 's2',
        message: n < 3 ? id('e55a', n) : null,
      })),
      query,
    ),
  [`GET ${api}/profiles/{id}/merges`]: ({ path, query }) =>
    pageOf([{ id: id('3e26', 1), winner: path.id, loser: id('aaaa', 55), at: before(220), undoneAt: null }], query),
  [`DELETE ${api}/merges/{id}`]: () => undefined,
  [`GET ${api}/orders`]: ({ query }) =>
    pageOf(
      orders.filter(
        (each) =>
          contains(query.get('search'), each.number, each.profile.email) &&
          (!query.get('source') || each.source === query.get('source')) &&
          (!query.get('from') || each.placedAt.slice(0, 10) >= (query.get('from') ?? '')),
      ).sort((one, other) => (query.get('sort') === 'total' ? other.total - one.total : 0)),
      query,
    ),
  [`GET ${api}/orders/{id}`]: ({ path }) => orders.find((each) => each.id === path.id) ?? orders[0],
  [`GET ${api}/carts`]: ({ query }) =>
    pageOf(carts.filter((each) => !query.get('state') || each.state === query.get('state')), query),
  [`GET ${api}/carts/{id}`]: ({ path }) => carts.find((each) => each.id === path.id) ?? carts[0],
  [`GET ${api}/products`]: ({ query }) => pageOf(products.filter((each) => contains(query.get('search'), each.name, each.sku)), query),
  [`GET ${api}/products/{id}`]: ({ path }) => products.find((each) => each.id === path.id) ?? products[0],
  [`GET ${api}/categories`]: () => [{ path: 'Men/Shoes/Trekking', products: 20 }],
  [`GET ${api}/brands`]: () => BRANDS.map((name) => ({ name, products: 15 })),
  [`GET ${api}/search`]: ({ query }) => {
    const q = query.get('q');
    return {
      people: profiles.filter((each) => contains(q, each.email, each.lastName)).slice(0, 5),
      orders: orders.filter((each) => contains(q, each.number)).slice(0, 5),
      products: products.filter((each) => contains(q, each.name)).slice(0, 5),
      segments: [],
      flows: [],
    };
  },
};
