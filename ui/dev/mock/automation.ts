import type { Condition } from '../../src/components/condition/condition';
import { type MockRoutes, pageOf } from '../mockServer';

const api = '/api/shops/{shop}';
const at = (hours: number) => new Date(Date.parse('2026-11-21T19:40:00Z') - hours * 3_600_000).toISOString();
const uuid = (kind: string, n: number) => `0194${kind}-${String(n).padStart(4, '0')}-7000-8000-000000000000`;

const NAMES = [
  ['Anna', 'Kowalska'],
  ['Giulia', 'Rossi'],
  ['Piotr', 'Nowak'],
  ['Marco', 'Bianchi'],
  ['Zofia', 'Wiśniewska'],
  ['Emma', 'Smith'],
  ['Luca', 'Ferrari'],
  ['Małgorzata', 'Wójcik'],
];
const person = (n: number) => {
  const [firstName = null, lastName = null] = NAMES[n % NAMES.length] ?? [];
  return { id: uuid('aaaa', n), email: `${firstName}.${lastName}@example.com`.toLowerCase(), firstName, lastName };
};
const row = (n: number) => ({
  ...person(n),
  phone: null,
  known: true,
  orders: (n * 3) % 9,
  spent: ((n * 3) % 9) * 14_350,
  items: n % 7,
  lastOrderAt: at(n * 40 + 3),
  lastSeenAt: at(n * 5),
  createdAt: at(n * 300 + 900),
  openCart: n % 3 === 0 ? 25_990 : null,
});

interface MockSegment {
  id: string;
  name: string;
  condition: Condition;
  members: number;
  ready: boolean;
  createdAt: string;
  updatedAt: string;
  usedBy: { kind: string; id: string; name: string }[];
}

const segments: MockSegment[] = [
  {
    id: uuid('5e60', 1),
    name: 'Bought once and never again',
    condition: {
      type: 'all',
      of: [
        { type: 'order-count', count: { op: '=', value: 1 } },
        { type: 'last-purchase', when: { is: 'at-least-ago', days: 60 } },
      ],
    },
    members: 3412,
    ready: true,
    createdAt: at(900),
    updatedAt: at(30),
    usedBy: [{ kind: 'flow', id: uuid('f10e', 1), name: 'Abandoned cart' }],
  },
  {
    id: uuid('5e60', 2),
    name: 'Open cart over 50',
    condition: {
      type: 'all',
      of: [
        { type: 'open-cart', amount: { op: '>=', value: 5000 } },
        {
          type: 'any',
          of: [
            { type: 'bought-category', categories: ['Men/Shoes/Trekking'], count: { op: '>=', value: 1 } },
            { type: 'not', of: { type: 'event', event: 'Message Opened', period: { lastDays: 14 } } },
          ],
        },
      ],
    },
    members: 268,
    ready: true,
    createdAt: at(700),
    updatedAt: at(4),
    usedBy: [],
  },
  {
    id: uuid('5e60', 3),
    name: 'Best customers of the year',
    condition: { type: 'all', of: [{ type: 'total-spent', amount: { op: '>=', value: 100_000 }, period: { lastDays: 365 } }] },
    members: 97,
    ready: false,
    createdAt: at(1),
    updatedAt: at(0.01),
    usedBy: [],
  },
];

const mail = (subject: string, heading: string) => ({
  subject,
  preheader: 'Everything is still there.',
  mjml: `<mjml>\n  <mj-body background-color="#f3f4f6">\n    <mj-section background-color="#ffffff">\n      <mj-column>\n        <mj-text font-size="26px" font-weight="700">${heading}</mj-text>\n        <mj-text>Hi {{ person.firstName }},</mj-text>\n        {% for line in cart.lines %}\n        <mj-text>{{ line.name }}: {{ line.totalText }}</mj-text>\n        {% endfor %}\n        <mj-button href="{{ cart.url }}">Back to my cart</mj-button>\n      </mj-column>\n    </mj-section>\n  </mj-body>\n</mjml>\n`,
});
const texts = (n: number) => ({
  en: mail(['You left something in your cart', 'Your cart is still here', 'Last call for your cart'][n] ?? '', 'Your cart is waiting for you'),
  it: mail(['Hai dimenticato qualcosa nel carrello', 'Il tuo carrello ti aspetta', 'Ultima occasione'][n] ?? '', 'Il tuo carrello ti aspetta'),
  pl: mail(['Coś zostało w Twoim koszyku', 'Twój koszyk wciąż czeka', 'Ostatnia szansa'][n] ?? '', 'Twój koszyk czeka'),
});
const definition = (branch: boolean) => ({
  trigger: { type: 'cart-abandoned' },
  stop: [{ type: 'order' }],
  audience: null,
  reentry: { type: 'once-per-key' },
  first: 'wait-1',
  steps: {
    'wait-1': { type: 'wait', duration: 'PT1H', since: 'entry', next: 'mail-1' },
    'mail-1': { type: 'send', channel: 'email', transactional: false, name: 'First reminder', content: texts(0), next: 'wait-2' },
    'wait-2': { type: 'wait', duration: 'PT24H', since: 'entry', next: branch ? 'b' : 'mail-2' },
    ...(branch
      ? { b: { type: 'branch', condition: { type: 'open-cart', amount: { op: '>=', value: 20_000 } }, yes: 'mail-2', no: 'end2' }, end2: { type: 'end' } }
      : {}),
    'mail-2': { type: 'send', channel: 'email', transactional: false, name: 'Second reminder', content: texts(1), next: 'wait-3' },
    'wait-3': { type: 'wait', duration: 'PT72H', since: 'entry', next: 'mail-3' },
    'mail-3': { type: 'send', channel: 'email', transactional: false, name: 'Last reminder', minimumCart: 5000, content: texts(2), next: 'end' },
    end: { type: 'end' },
  },
});
const flow = (n: number, name: string, status: string, branch: boolean): Record<string, unknown> & { id: string } => ({
  id: uuid('f10e', n),
  name,
  status,
  recipe: 'abandoned-cart',
  version: 1,
  definition: definition(branch),
  problems: [],
  entered: status === 'draft' ? 0 : 1820,
  waiting: status === 'draft' ? 0 : 214,
  sent: status === 'draft' ? 0 : 2410,
  converted: status === 'draft' ? 0 : 161,
  revenue: status === 'draft' ? 0 : 3_812_400,
  createdAt: at(2000),
  updatedAt: at(40),
  liveSince: status === 'draft' ? null : at(1900),
});
const flows = [flow(1, 'Abandoned cart', 'live', false), flow(2, 'Abandoned cart, big carts', 'paused', true), flow(3, 'Welcome series', 'draft', false)];
/** Flows of any size, to look at the picture with. */
const sized = (n: number, steps: number, status: string) => {
  const made = flow(n, `${steps} steps`, status, false);
  const all: Record<string, Record<string, unknown>> = {};
  const add = (step: Record<string, unknown>) => {
    const id = `s${Object.keys(all).length + 1}`;
    all[id] = step;
    return id;
  };
  const chain = (left: number, depth: number): string => {
    if (left <= 1) return add({ type: 'end' });
    const id = add({});
    const kinds = ['wait', 'send', 'branch', 'tag', 'wait-until', 'send', 'random', 'wait-for', 'coupon'];
    const type = kinds[(Object.keys(all).length * 5) % kinds.length] as string;
    const half = Math.floor((left - 1) / 2);
    const two = (a: string, b: string, more: object) => Object.assign(all[id] ?? {}, { type, ...more, [a]: chain(half, depth + 1), [b]: chain(left - 1 - half, depth + 1) });
    if (type === 'branch' && left > 4) two('yes', 'no', { condition: { type: 'open-cart', amount: { op: '>=', value: 20_000 } } });
    else if (type === 'wait-for' && left > 4) two('next', 'late', { event: { name: 'Order Completed' }, timeout: 'PT72H' });
    else if (type === 'random' && left > 4)
      Object.assign(all[id] ?? {}, { type, ways: [{ name: 'A', percent: 50, next: chain(half, depth + 1) }, { name: 'B', percent: 50, next: chain(left - 1 - half, depth + 1) }] });
    else {
      const plain = ['branch', 'wait-for', 'random', 'coupon'].includes(type) ? 'wait' : type;
      const more = { wait: { duration: 'PT24H' }, send: { channel: 'email', transactional: false, name: `Message ${id}`, content: texts(0) }, tag: { add: ['vip'] }, 'wait-until': { at: '10:00', days: ['mon', 'thu'], zone: 'person' } }[plain];
      Object.assign(all[id] ?? {}, { type: plain, ...more, next: chain(left - 1, depth) });
    }
    return id;
  };
  const first = chain(steps, 0);
  made.definition = { trigger: { type: 'order', amount: { op: '>=', value: 10_000 } }, stop: [{ type: 'order' }], reentry: { type: 'once-per-key' }, first, steps: all };
  return made;
};
flows.push(sized(5, 5, 'draft'), sized(30, 30, 'live'), sized(200, 200, 'draft'));
const found = (id: string | undefined) => flows.find((each) => each.id === id);

const STATUSES = ['sent', 'sent', 'queued', 'skipped', 'sent', 'failed', 'bounced'];
const messages = Array.from({ length: 90 }, (_, n) => {
  const status = STATUSES[n % STATUSES.length] as string;
  const sent = status === 'sent';
  return {
    id: uuid('3e55', n),
    at: at(n * 3 + 1),
    profile: person(n),
    channel: 'email',
    transactional: false,
    flow: { id: uuid('f10e', 1), name: 'Abandoned cart' },
    step: `mail-${(n % 3) + 1}`,
    status,
    reason: { skipped: 'no-consent', failed: '550 5.1.1 mailbox unavailable', bounced: 'hard-bounce', queued: 'quiet-hours' }[status] ?? null,
    subject: sent || status === 'bounced' ? 'You left something in your cart' : null,
    address: person(n).email,
    sentAt: sent ? at(n * 3) : null,
    openedAt: sent && n % 2 === 0 ? at(n * 3 - 0.4) : null,
    clickedAt: sent && n % 4 === 0 ? at(n * 3 - 0.5) : null,
    machineOpenedAt: sent && n % 3 === 1 ? at(n * 3 - 0.01) : null,
    machineClickedAt: null,
    orderedAt: sent && n % 8 === 0 ? at(n * 3 - 0.8) : null,
    dueAt: status === 'queued' ? '2026-11-22T07:00:00Z' : null,
  };
});
const html = `<!doctype html><html><body style="font-family:sans-serif;background:#f3f4f6;margin:0;padding:32px"><div style="max-width:560px;margin:auto;background:#fff;padding:32px;border-radius:12px"><h1 style="margin-top:0">Your cart is waiting for you</h1><p>Hi Anna,</p><p>You chose these a little while ago. We have kept your cart.</p><table width="100%"><tr><td>Trekking boots Nordkap</td><td align="right"><b>259,90 zł</b></td></tr></table><p><a style="display:inline-block;background:#1d7a72;color:#fff;padding:14px 28px;border-radius:8px;text-decoration:none" href="#">Back to my cart</a></p></div></body></html>`;
const suppressions = [
  { channel: 'email', address: 'old@example.com', reason: 'hard-bounce', at: at(300) },
  { channel: 'email', address: 'angry@example.com', reason: 'complaint', at: at(90) },
];

export const routes: MockRoutes = {
  [`GET ${api}/categories`]: () =>
    ['Men', 'Men/Shoes', 'Men/Shoes/Trekking', 'Women/Jackets', 'Equipment/Camping'].map((path, n) => ({ path, products: 9 + n })),
  [`GET ${api}/brands`]: () => ['Nordkap', 'Alpina', 'Tatra', 'Dolomia'].map((name, n) => ({ name, products: 20 + n })),
  [`GET ${api}/segments/fields`]: () => ({
    events: ['Product Viewed', 'Quiz Finished'],
    tags: ['vip', 'trekking'],
    attributes: ['loyalty', 'shoe_size'],
    statuses: ['paid', 'shipped'],
    paymentMethods: ['card', 'blik'],
  }),
  [`GET ${api}/segments`]: () => segments,
  [`POST ${api}/segments`]: ({ body }) => {
    const segment = { id: uuid('5e60', segments.length + 1), members: 0, ready: false, createdAt: at(0), updatedAt: at(0), usedBy: [], ...(body as { name: string; condition: Condition }) };
    segments.push(segment);
    return segment;
  },
  [`POST ${api}/segments/preview`]: ({ body }) => {
    const size = JSON.stringify(body).length;
    return { count: Math.round(2_000_000 / (size + 20)), total: 18_214, sample: [0, 1, 2, 3, 4, 5].map(row), tookMs: 12 + (size % 40) };
  },
  [`GET ${api}/segments/{id}`]: ({ path, status }) => {
    const segment = segments.find(({ id }) => id === path.id);
    if (!segment) status(404);
    return segment ?? { status: 404, detail: 'no such segment' };
  },
  [`PUT ${api}/segments/{id}`]: ({ path, body }) => Object.assign(segments.find(({ id }) => id === path.id) ?? {}, body),
  [`DELETE ${api}/segments/{id}`]: ({ path }) => void segments.splice(segments.findIndex(({ id }) => id === path.id), 1),
  [`GET ${api}/segments/{id}/members`]: ({ query }) => pageOf(Array.from({ length: 120 }, (_, n) => ({ ...row(n), since: at(n * 7 + 1) })), query),
  [`GET ${api}/recipes`]: () => [
    {
      id: 'abandoned-cart',
      name: 'Abandoned cart',
      description: 'Reminds shoppers of the cart they left: after 1 hour, 24 hours and 72 hours. Stops as soon as they order.',
      trigger: 'cart-abandoned',
      messages: 3,
      settings: [{ name: 'lastTouchMinimum', kind: 'money', value: 5000 }],
    },
  ],
  [`GET ${api}/coupon-pools`]: ({ query }) =>
    pageOf(
      [
        { id: uuid('c0de', 1), name: 'Birthday 10 %', left: 412 },
        { id: uuid('c0de', 2), name: 'Welcome 5 €', left: 0 },
      ],
      query,
    ),
  [`GET ${api}/flows`]: ({ query }) => pageOf(flows, query),
  [`POST ${api}/flows`]: ({ body }) => {
    const made = flow(flows.length + 1, (body as { name: string }).name, 'draft', false);
    const own = (body as { definition?: unknown }).definition;
    if (own) made.definition = own;
    flows.push(made);
    return made;
  },
  [`GET ${api}/flows/{id}`]: ({ path, status }) => {
    const one = found(path.id);
    if (!one) status(404);
    return one ?? { status: 404, detail: 'no such flow' };
  },
  [`PUT ${api}/flows/{id}`]: ({ path, body }) => {
    const one = found(path.id);
    return Object.assign(one ?? {}, body, { updatedAt: new Date().toISOString(), version: Number(one?.version ?? 0) + 1 });
  },
  [`DELETE ${api}/flows/{id}`]: ({ path }) => void flows.splice(flows.findIndex(({ id }) => id === path.id), 1),
  [`POST ${api}/flows/{id}/status`]: ({ path, body }) => Object.assign(found(path.id) ?? {}, body, { liveSince: at(0) }),
  [`GET ${api}/flows/{id}/numbers`]: ({ path }) => {
    const step = (n: number, send: boolean) => ({
      entered: n,
      waiting: send ? 0 : Math.round(n / 14),
      sent: send ? Math.round(n * 0.93) : 0,
      skipped: send ? Math.round(n * 0.07) : 0,
      opened: send ? Math.round(n * 0.41) : 0,
      clicked: send ? Math.round(n * 0.12) : 0,
      converted: send ? Math.round(n * 0.05) : 0,
      revenue: send ? n * 1200 : 0,
    });
    return {
      entered: 1820,
      waiting: 214,
      sent: 2410,
      stopped: 310,
      ended: 1296,
      converted: 161,
      revenue: 3_812_400,
      steps: {
        'wait-1': step(1820, false),
        'mail-1': step(1700, true),
        'wait-2': step(1600, false),
        b: step(1400, false),
        'mail-2': step(1200, true),
        'wait-3': step(1100, false),
        'mail-3': step(980, true),
        end: step(900, true),
        ...Object.fromEntries(
          Object.keys((found(path.id)?.definition as { steps: object } | undefined)?.steps ?? {}).map((id, n) => [id, step(1820 - n * 40, id.startsWith('mail'))]),
        ),
      },
    };
  },
  [`GET ${api}/flows/{id}/runs`]: ({ query }) =>
    pageOf(
      Array.from({ length: 80 }, (_, n) => ({
        id: uuid('4e00', n),
        profile: person(n),
        version: 1,
        status: ['running', 'done', 'stopped', 'parked'][n % 4],
        step: ['wait-2', 'end', 'mail-2', 'mail-3'][n % 4],
        enteredAt: at(n * 2 + 3),
        wakeAt: n % 4 === 0 ? at(-12) : null,
        endedAt: n % 4 === 1 || n % 4 === 2 ? at(n) : null,
        reason: n % 4 === 2 ? 'ordered' : n % 4 === 3 ? 'the template names cart.url, which this cart lacks' : null,
        key: `c${n}`,
      })).filter(({ status }) => !query.get('status') || query.get('status') === status),
      query,
    ),
  [`GET ${api}/flows/{id}/versions`]: () => [
    { version: 1, createdAt: at(2000), running: 34 },
    { version: 2, createdAt: at(40), running: 180 },
  ],
  [`POST ${api}/flows/{id}/runs/{run}/retry`]: () => undefined,
  [`GET ${api}/messages`]: ({ query }) =>
    pageOf(messages.filter(({ status }) => !query.get('status') || query.get('status') === status), query),
  [`GET ${api}/messages/{id}`]: ({ path }) => ({
    ...messages.find(({ id }) => id === path.id),
    html,
    text: 'Your cart is waiting for you\n\nHi Anna,',
    headers: { From: 'Szlak Outdoor <hello@demo.example>', 'List-Unsubscribe': '<https://demo.example/u/abc>', 'Message-ID': '<1@demo.example>' },
  }),
  [`GET ${api}/messages/{id}/html`]: ({ type }) => {
    type('text/html');
    return html;
  },
  [`GET ${api}/suppressions`]: ({ query }) => pageOf(suppressions, query),
  [`DELETE ${api}/suppressions/{channel}/{address}`]: ({ path }) =>
    void suppressions.splice(suppressions.findIndex(({ address }) => address === decodeURIComponent(path.address ?? '')), 1),
  [`POST ${api}/preview`]: ({ body, status }) => {
    const { content } = body as { content: { subject: string; mjml: string } };
    if (!content.mjml.includes('</mjml>')) {
      status(422);
      return { status: 422, detail: 'the template is broken', errors: [{ field: 'mjml', line: 3, column: 5, message: 'mj-section is not closed' }] };
    }
    return { subject: content.subject, html, text: '' };
  },
  [`POST ${api}/preview/send`]: () => ({ ok: true }),
};
