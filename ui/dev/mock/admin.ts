import { type MockRoutes, pageOf } from '../mockServer';

const users: Record<string, unknown>[] = ['owner', 'marketer', 'viewer'].map((role, n) => ({
  id: `u${n}`,
  email: `${role}@example.com`,
  name: ['Marta Zielińska', 'Luca Ferrari', ''][n],
  role,
  locale: ['pl', 'it', 'en'][n],
  createdAt: '2026-05-04T09:00:00Z',
  disabled: n === 2,
}));
const keys: Record<string, unknown>[] = [
  { id: 'k1', name: 'Warehouse', role: 'marketer', shop: 1, createdAt: '2026-06-04T09:00:00Z', lastUsedAt: '2026-11-21T16:00:00Z' },
];
const imports = (['done', 'running', 'failed', 'cancelled'] as const).map((status, n) => ({
  id: `i${n}`,
  kind: ['orders', 'customers', 'products', 'orders'][n],
  format: 'csv',
  fileName: ['online-retail.csv', 'customers-2026.csv', 'catalog.csv', 'old.csv'][n],
  status,
  bytes: 45_580_638,
  bytesDone: status === 'done' ? 45_580_638 : 18_000_000,
  rowsDone: 541_909 - n * 9000,
  rowsFailed: n === 0 ? 12 : 0,
  createdAt: '2026-11-20T12:00:00Z',
  finishedAt: status === 'done' ? '2026-11-20T12:01:02Z' : null,
  error: status === 'failed' ? 'the file ended in the middle of a row' : null,
}));
const failed = Array.from({ length: 3 }, (_, n) => ({
  id: `x${n}`,
  at: '2026-11-21T16:00:00Z',
  source: 'web',
  payload: '{"type":"track","event":"Order Completed","properties":{"total":"NaN"}}',
  reason: 'properties.total is not a number',
}));

const api = '/api/shops/{shop}';

export const routes: MockRoutes = {
  'GET /api/users': () => users,
  'POST /api/users': ({ body }) => {
    const user = { id: `u${users.length}`, createdAt: '2026-11-21T16:00:00Z', disabled: false, ...(body as object) };
    users.push(user);
    return user;
  },
  'PATCH /api/users/{id}': ({ path, body }) => Object.assign(users.find(({ id }) => id === path.id) ?? {}, body),
  'DELETE /api/users/{id}': ({ path }) => void users.splice(users.findIndex(({ id }) => id === path.id), 1),
  'GET /api/keys': () => keys,
  'POST /api/keys': ({ body }) => {
    const key = { id: `k${keys.length + 1}`, createdAt: '2026-11-21T16:00:00Z', ...(body as object) };
    keys.push(key);
    return { ...key, key: 'rk_live_6c1f0a83b5d24e97a1c2' };
  },
  'DELETE /api/keys/{id}': ({ path }) => void keys.splice(keys.findIndex(({ id }) => id === path.id), 1),
  'GET /api/audit': ({ query }) =>
    pageOf(
      ['shop.changed', 'key.created', 'user.created', 'flow.live', 'session.login'].map((action, n) => ({
        id: `a${n}`,
        at: '2026-11-21T16:00:00Z',
        user: 'owner@example.com',
        shop: 1,
        action,
        detail: { name: 'Warehouse' },
      })),
      query,
    ),
  [`GET ${api}/imports`]: ({ query }) => pageOf(imports, query),
  [`POST ${api}/imports`]: () => imports[1],
  [`POST ${api}/imports/inspect`]: () => ({
    columns: ['InvoiceNo', 'StockCode', 'Description', 'Quantity', 'InvoiceDate', 'UnitPrice', 'CustomerID', 'Country'],
    sample: [['536365', '85123A', 'WHITE HANGING HEART', '6', '2010-12-01 08:26', '2.55', '17850', 'United Kingdom']],
    guess: { order_id: 'InvoiceNo', product_id: 'StockCode', name: 'Description', quantity: 'Quantity', placed_at: 'InvoiceDate', price: 'UnitPrice' },
  }),
  [`GET ${api}/imports/{id}`]: ({ path }) => imports.find(({ id }) => id === path.id),
  [`POST ${api}/imports/{id}/cancel`]: ({ path }) => Object.assign(imports.find(({ id }) => id === path.id) ?? {}, { status: 'cancelled' }),
  [`POST ${api}/imports/{id}/resume`]: ({ path }) => Object.assign(imports.find(({ id }) => id === path.id) ?? {}, { status: 'running' }),
  [`GET ${api}/imports/{id}/errors`]: ({ query }) => pageOf([{ row: 17, reason: 'quantity is not a number', line: '536365;x' }], query),
  [`GET ${api}/failed-events`]: ({ query }) => pageOf(failed, query),
  [`POST ${api}/failed-events/{id}/retry`]: ({ path }) => void failed.splice(failed.findIndex(({ id }) => id === path.id), 1),
  [`POST ${api}/failed-events/retry`]: () => void failed.splice(0),
  [`DELETE ${api}/failed-events/{id}`]: ({ path }) => void failed.splice(failed.findIndex(({ id }) => id === path.id), 1),
  [`GET ${api}/events`]: ({ query }) =>
    pageOf(
      ['Product Viewed', 'Product Added', 'Page Viewed'].map((name, n) => ({ id: `e${n}`, at: '2026-11-21T19:38:00Z', name, source: 'web', properties: {} })),
      query,
    ),
};
