/** The server's shapes, as docs/api.md gives them. Money is minor units; times are ISO instants. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export type Locale = 'en' | 'it' | 'pl';
export type Role = 'owner' | 'marketer' | 'viewer';

export interface User {
  id: string;
  email: string;
  name: string;
  role: Role;
  locale: Locale;
  createdAt: string;
  disabled: boolean;
}

export interface Shop {
  id: number;
  name: string;
  url: string;
  currency: string;
  timezone: string;
  locale: Locale;
  country: string;
  parts: number;
  createdAt: string;
}

export interface ShopSettings {
  cartAbandonedAfterMinutes: number;
  quietFrom: string;
  quietTo: string;
  capMessages: number;
  capDays: number;
  consentRequired: boolean;
  senderName: string;
  senderEmail: string;
  replyTo: string;
  postalAddress: string;
  origins: string[];
  cookieConsent: boolean;
  clickWindowDays: number;
  openWindowDays: number;
  utm: boolean;
  logoUrl: string;
  accentColor: string;
  dkimDomain: string | null;
  /** Share of people who get no marketing at all, 0 to 50. */
  holdoutPercent: number;
}

export interface ShopDetail extends Shop {
  writeKey: string;
  settings: ShopSettings;
}

export interface ClockState {
  manual: boolean;
  now: string;
}

export interface Me {
  user: User;
  account: { id: string; name: string };
  shops: Shop[];
  clock: ClockState;
  demo: boolean;
  version: string;
}

export interface ApiKey {
  id: string;
  name: string;
  role: Role;
  shop: number | null;
  createdAt: string;
  lastUsedAt: string | null;
}

/** What stays of a person who was erased; nothing in it says who she was. */
export interface Erasure {
  id: string;
  askedAt: string;
  /** E-mail of the user who asked for it; null for an API key. */
  by: string | null;
  /** Null while it is still to be done. */
  erasedAt: string | null;
  /** Rows by table. */
  counts: Record<string, { erased: number; kept: number }>;
  /** Keyed hashes. */
  addresses: string[];
}

export interface AuditEntry {
  id: string;
  at: string;
  /** E-mail of whoever did it; null for an API key. */
  user: string | null;
  shop: number | null;
  action: string;
  detail: Record<string, unknown>;
}

export interface PersonRef {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
}

export interface ProfileRow extends PersonRef {
  phone: string | null;
  known: boolean;
  orders: number;
  spent: number;
  items: number;
  lastOrderAt: string | null;
  lastSeenAt: string;
  createdAt: string;
  openCart: number | null;
}

export type Channel = 'email' | 'sms' | 'push' | 'onsite' | 'letter';
export type ConsentState = 'in' | 'out' | 'pending';

export interface Consent {
  channel: Channel;
  state: ConsentState;
  at: string;
  source: string;
  shown: string;
}

export interface Profile extends ProfileRow {
  externalId: string | null;
  gender: string | null;
  birthday: string | null;
  locale: string | null;
  timezone: string | null;
  country: string | null;
  city: string | null;
  company: string | null;
  tags: string[];
  attributes: Record<string, unknown>;
  firstOrderAt: string | null;
  averageOrder: number | null;
  /** Her fifths among the shop's buyers; null where they are not computed. */
  rfm?: { recency: number; frequency: number; monetary: number } | null;
  daysBetweenOrders: number | null;
  favouriteCategories: { path: string; quantity: number }[];
  consents: Consent[];
  suppressed: { channel: Channel; reason: string; at: string }[];
  identities: { kind: string; value: string; at: string }[];
  segments: { id: string; name: string; since: string }[];
  mergedInto?: string | null;
}

export interface Merge {
  id: string;
  winner: string;
  loser: string;
  at: string;
  undoneAt: string | null;
}

export interface TimelineEntry {
  id: string;
  at: string;
  kind: 'event' | 'decision' | 'message';
  name: string;
  source: string | null;
  properties: Record<string, unknown>;
}

export interface Decision {
  id: string;
  at: string;
  outcome: string;
  reason: string;
  detail: Record<string, unknown>;
  flow?: { id: string; name: string } | null;
  run?: string | null;
  step?: string | null;
  message?: string | null;
}

export type OrderSource = 'site' | 'campaign' | 'flow';

export interface OrderLine {
  line: number;
  productId: string;
  variant: string | null;
  name: string;
  quantity: number;
  unitPrice: number;
  total: number;
  refundedQuantity: number;
  image?: string | null;
}

export interface Order {
  id: string;
  number: string;
  status: string;
  counted: boolean;
  total: number;
  refunded: number;
  currency: string;
  originalTotal: number;
  originalCurrency: string;
  items: number;
  discount: number;
  shipping: number;
  tax: number;
  coupon: string | null;
  paymentMethod: string | null;
  placedAt: string;
  profile: PersonRef;
  source: OrderSource;
  creditedTo?: {
    flow?: { id: string; name: string } | string | null;
    campaign?: string | null;
    message?: string | null;
  } | null;
  badges: string[];
  cartId?: string | null;
  lines?: OrderLine[];
}

export type CartState = 'open' | 'abandoned' | 'recovered' | 'ordered' | 'emptied';

export interface CartLine {
  product: string;
  variant: string | null;
  name: string;
  quantity: number;
  price: number;
  image: string | null;
  url: string | null;
}

export interface Cart {
  id: string;
  state: CartState;
  value: number;
  items: number;
  currency: string;
  lines: CartLine[];
  url: string | null;
  checkoutAt: string | null;
  checkoutStep: string | null;
  createdAt: string;
  changedAt: string;
  abandonedAt: string | null;
  closedAt: string | null;
  orderId: string | null;
  profile: PersonRef;
}

export interface Product {
  id: string;
  sku: string | null;
  name: string;
  brand: string | null;
  price: number | null;
  url: string | null;
  image: string | null;
  stock: number | null;
  categories: string[];
}

export interface Overview {
  from: string;
  to: string;
  currency: string;
  revenue: number;
  orders: number;
  averageOrder: number | null;
  refunded: number;
  carts: number;
  abandoned: number;
  recovered: number;
  abandonmentRate: number | null;
  bySource: { source: OrderSource; orders: number; revenue: number }[];
  previous: {
    revenue: number;
    orders: number;
    averageOrder: number | null;
    abandonmentRate: number | null;
    flowShare: number | null;
    campaignShare: number | null;
  };
  flowShare: number | null;
  campaignShare: number | null;
  days: { day: string; orders: number; revenue: number; carts: number; abandoned: number; openCarts: number }[];
  messages: { sent: number; opened: number; clicked: number; machineOpened: number };
}

export type MessageStatus = 'queued' | 'sending' | 'sent' | 'skipped' | 'failed' | 'uncertain' | 'bounced';

export interface Message {
  id: string;
  at: string;
  profile: PersonRef;
  channel: Channel;
  transactional: boolean;
  flow?: { id: string; name: string } | null;
  step?: string | null;
  status: MessageStatus;
  reason?: string | null;
  subject: string | null;
  address: string | null;
  sentAt: string | null;
  openedAt: string | null;
  clickedAt: string | null;
  machineOpenedAt: string | null;
  machineClickedAt: string | null;
  orderedAt: string | null;
  dueAt: string | null;
}

export interface SegmentRef {
  id: string;
  name: string;
}

export interface SearchHits {
  people: ProfileRow[];
  orders: Order[];
  products: Product[];
  segments: SegmentRef[];
  flows: SegmentRef[];
}

export type ImportKind = 'customers' | 'products' | 'orders';
export type ImportStatus = 'uploading' | 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Import {
  id: string;
  kind: ImportKind;
  format: 'csv' | 'ndjson';
  fileName: string;
  status: ImportStatus;
  bytes: number;
  bytesDone: number;
  rowsDone: number;
  rowsFailed: number;
  createdAt: string;
  finishedAt: string | null;
  whole: boolean;
  error: string | null;
}

export interface FailedEvent {
  id: string;
  at: string;
  source: string;
  payload: string;
  reason: string;
}

/** How far a move of the demo's clock is; without `from` and `to` time stands. */
export interface ClockProgress {
  now: string;
  from: string | null;
  to: string | null;
}

export interface ClockMove {
  now: string;
  handled: { events: number; timers: number; messages: number };
  did?: { visits: number; carts: number; orders: number; opened: number; clicked: number };
}
