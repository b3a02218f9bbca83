import { SOME, TRAITS, type Leaf, type TestType, type TraitName } from './condition';

/** Something one can ask about a customer, as the picker offers it. */
export interface Kind {
  id: string;
  group: 'orders' | 'products' | 'carts' | 'behaviour' | 'person' | 'consent';
  /** A fresh row of this kind; `unit` is the minor units in one of the shop's currency. */
  make: (unit: number) => Leaf;
}

/** What shoppers do, by Segment's names; the screens have words for them. */
export const KNOWN_EVENTS = [
  'Product Viewed',
  'Product List Viewed',
  'Products Searched',
  'Product Added',
  'Product Removed',
  'Product Added to Wishlist',
  'Checkout Started',
  'Order Completed',
  'Order Refunded',
  'Order Cancelled',
  'Coupon Applied',
  'Page Viewed',
  'Message Sent',
  'Message Opened',
  'Message Clicked',
  'Cart Abandoned',
  'Cart Recovered',
  'QR Code Scanned',
  'Coupon Used',
  'Survey Answered',
] as const;

/** Those that stand in the picker by themselves. */
const PICKED_EVENTS = [
  'Product Viewed',
  'Product List Viewed',
  'Products Searched',
  'Product Added to Wishlist',
  'Checkout Started',
  'QR Code Scanned',
];

export const eventKey = (name: string) => name.replaceAll(' ', '');

/** What a trait can be asked. */
export function testsOf(name: TraitName): TestType[] {
  return name === 'birthday' ? ['anniversary', 'date', 'known'] : name === 'tags' ? ['list', 'known'] : ['text', 'known'];
}

function traitRow(name: TraitName): Leaf {
  switch (name) {
    case 'birthday':
      return { type: 'trait', name, test: { type: 'anniversary', from: 0, to: 7 } };
    case 'tags':
      return { type: 'trait', name, test: { type: 'list', op: 'has-any', values: [] } };
    case 'email':
    case 'phone':
      return { type: 'trait', name, test: { type: 'known', is: true } };
    default:
      return { type: 'trait', name, test: { type: 'text', op: 'is', values: [] } };
  }
}

export const KINDS: Kind[] = [
  { id: 'purchased', group: 'orders', make: () => ({ type: 'purchased', is: true }) },
  { id: 'order-count', group: 'orders', make: () => ({ type: 'order-count', count: { op: '>=', value: 2 } }) },
  {
    id: 'total-spent',
    group: 'orders',
    make: (unit) => ({ type: 'total-spent', amount: { op: '>=', value: 100 * unit } }),
  },
  {
    id: 'order-amount',
    group: 'orders',
    make: (unit) => ({ type: 'order-amount', amount: { op: '>=', value: 100 * unit } }),
  },
  {
    id: 'last-purchase',
    group: 'orders',
    make: () => ({ type: 'last-purchase', when: { is: 'at-least-ago', days: 90 } }),
  },
  {
    id: 'first-order',
    group: 'orders',
    make: () => ({ type: 'moment', of: 'first-order', when: { is: 'less-than-ago', days: 30 } }),
  },
  {
    id: 'top',
    group: 'orders',
    make: () => ({ type: 'top', by: 'spent', people: 100, period: { lastMonths: 12 } }),
  },
  { id: 'rfm', group: 'orders', make: () => ({ type: 'rfm', recency: [4, 5], frequency: [4, 5], monetary: [] }) },
  { id: 'order', group: 'orders', make: () => ({ type: 'order', statuses: [], paymentMethods: [], count: SOME }) },
  {
    id: 'bought-product',
    group: 'products',
    make: () => ({ type: 'bought-product', products: [], count: SOME, measure: 'orders' }),
  },
  {
    id: 'bought-category',
    group: 'products',
    make: () => ({ type: 'bought-category', categories: [], count: SOME, measure: 'orders' }),
  },
  {
    id: 'bought-brand',
    group: 'products',
    make: () => ({ type: 'bought-brand', brands: [], count: SOME, measure: 'orders' }),
  },
  {
    id: 'open-cart',
    group: 'carts',
    make: (unit) => ({ type: 'open-cart', amount: { op: '>=', value: 50 * unit } }),
  },
  { id: 'cart-abandoned', group: 'carts', make: () => ({ type: 'cart-abandoned', atLeastHours: 24 }) },
  { id: 'last-cart', group: 'carts', make: () => ({ type: 'last-cart', when: { is: 'exactly-ago', days: 7 } }) },
  ...PICKED_EVENTS.map(
    (event): Kind => ({
      id: `event:${event}`,
      group: 'behaviour',
      make: () => ({ type: 'event', event, count: SOME, period: { lastDays: 30 }, where: [] }),
    }),
  ),
  {
    id: 'event',
    group: 'behaviour',
    make: () => ({ type: 'event', event: '', count: SOME, period: { lastDays: 30 }, where: [] }),
  },
  {
    id: 'message',
    group: 'behaviour',
    make: () => ({ type: 'message', act: 'opened', count: SOME, period: { lastDays: 90 } }),
  },
  ...(['last-received', 'last-opened', 'last-clicked'] as const).map(
    (of): Kind => ({
      id: of,
      group: 'behaviour',
      make: () => ({ type: 'moment', of, when: { is: 'at-least-ago', days: 90 } }),
    }),
  ),
  {
    id: 'last-seen',
    group: 'behaviour',
    make: () => ({ type: 'moment', of: 'last-seen', when: { is: 'less-than-ago', days: 30 } }),
  },
  {
    id: 'created',
    group: 'person',
    make: () => ({ type: 'moment', of: 'created', when: { is: 'less-than-ago', days: 30 } }),
  },
  ...TRAITS.map((name): Kind => ({ id: `trait:${name}`, group: 'person', make: () => traitRow(name) })),
  {
    id: 'attribute',
    group: 'person',
    make: () => ({ type: 'attribute', name: '', test: { type: 'text', op: 'is', values: [] } }),
  },
  { id: 'consent', group: 'consent', make: () => ({ type: 'consent', channel: 'email', state: 'in' }) },
  { id: 'segment', group: 'consent', make: () => ({ type: 'segment', id: '', is: true }) },
];

/** The picker's entry that a row belongs to. */
export function kindOf(leaf: Leaf): string {
  switch (leaf.type) {
    case 'moment':
      return leaf.of;
    case 'trait':
      return `trait:${leaf.name}`;
    case 'event':
      return PICKED_EVENTS.includes(leaf.event) ? `event:${leaf.event}` : 'event';
    default:
      return leaf.type;
  }
}

export const GROUPS = ['orders', 'products', 'carts', 'behaviour', 'person', 'consent'] as const;
