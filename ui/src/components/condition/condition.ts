/** Conditions as the server takes them: see docs/conditions.md. */
export const OPS = ['=', '!=', '>', '>=', '<', '<=', 'between'] as const;
export type Op = (typeof OPS)[number];

/** A comparison with a number; money is in minor units. */
export interface Comparison {
  op: Op;
  value: number;
  to?: number | null;
}

export interface Period {
  lastDays?: number | null;
  lastHours?: number | null;
  /** Calendar months of the shop's zone. */
  lastMonths?: number | null;
  from?: string | null;
  to?: string | null;
}

export const WHENS = ['at-least-ago', 'less-than-ago', 'exactly-ago', 'before', 'after', 'on', 'between'] as const;
export type WhenIs = (typeof WHENS)[number];

export interface When {
  is: WhenIs;
  date?: string | null;
  to?: string | null;
  days?: number | null;
  hours?: number | null;
  months?: number | null;
}

export const AGO_UNITS = ['days', 'hours', 'months'] as const;
export type AgoUnit = (typeof AGO_UNITS)[number];

export const TEXT_OPS = ['is', 'is-not', 'contains', 'contains-not', 'starts-with', 'ends-with'] as const;
export type TextOp = (typeof TEXT_OPS)[number];
export const LIST_OPS = ['has-any', 'has-all', 'has-none'] as const;
export type ListOp = (typeof LIST_OPS)[number];

export type Test =
  | { type: 'text'; op: TextOp; values: string[] }
  | { type: 'number'; is: Comparison }
  | { type: 'boolean'; is: boolean }
  | { type: 'date'; is: When }
  | { type: 'list'; op: ListOp; values: string[] }
  | { type: 'known'; is: boolean }
  /** A day that returns each year, in days from today. */
  | { type: 'anniversary'; from: number; to: number };
export type TestType = Test['type'];

export const TRAITS = [
  'email',
  'emailDomain',
  'phone',
  'externalId',
  'firstName',
  'lastName',
  'gender',
  'locale',
  'timezone',
  'country',
  'city',
  'company',
  'birthday',
  'tags',
] as const;
export type TraitName = (typeof TRAITS)[number];

export type Measure = 'orders' | 'pieces';
export type MomentOf = 'created' | 'last-seen' | 'first-order' | 'last-received' | 'last-opened' | 'last-clicked';
export const MESSAGE_ACTS = ['received', 'opened', 'clicked'] as const;
export type MessageAct = (typeof MESSAGE_ACTS)[number];
export const CHANNELS = ['email', 'sms', 'push', 'letter'] as const;
export const CONSENTS = ['in', 'out', 'pending', 'unknown'] as const;
export type ConsentIs = (typeof CONSENTS)[number];

/** In which the buyers of a shop are divided; 5 is the best. */
export const FIFTHS = [1, 2, 3, 4, 5] as const;
export const RFM = ['recency', 'frequency', 'monetary'] as const;
export type RfmOf = (typeof RFM)[number];

export interface Filter {
  property: string;
  test: Test;
}

export type Leaf =
  | { type: 'purchased'; is: boolean; period?: Period | null }
  | { type: 'order-amount'; amount: Comparison; period?: Period | null }
  | { type: 'total-spent'; amount: Comparison; period?: Period | null }
  | { type: 'open-cart'; amount: Comparison }
  | { type: 'order-count'; count: Comparison; period?: Period | null }
  | { type: 'bought-category'; categories: string[]; count?: Comparison; measure?: Measure; period?: Period | null }
  | { type: 'bought-brand'; brands: string[]; count?: Comparison; measure?: Measure; period?: Period | null }
  | { type: 'bought-product'; products: string[]; count?: Comparison; measure?: Measure; period?: Period | null }
  | { type: 'cart-abandoned'; atLeastHours: number; lessThanHours?: number | null }
  | { type: 'last-purchase'; when: When; nothingSince?: string | null }
  | { type: 'last-cart'; when: When }
  | { type: 'moment'; of: MomentOf; when: When }
  | { type: 'attribute'; name: string; test: Test }
  | { type: 'trait'; name: TraitName; test: Test }
  | {
      type: 'event';
      event: string;
      count?: Comparison | null;
      /** In place of `count`: what the numbers of a property add up to. */
      sum?: { property: string; is: Comparison } | null;
      period?: Period | null;
      where?: Filter[];
    }
  | {
      type: 'order';
      statuses?: string[];
      paymentMethods?: string[];
      coupon?: Test | null;
      amount?: Comparison | null;
      count?: Comparison;
      period?: Period | null;
    }
  | {
      type: 'message';
      act: MessageAct;
      channel?: string | null;
      flow?: string | null;
      /** The step of the flow that sends it. */
      step?: string | null;
      campaign?: string | null;
      machines?: boolean | null;
      count?: Comparison;
      period?: Period | null;
    }
  | { type: 'consent'; channel: string; state: ConsentIs }
  | { type: 'segment'; id: string; is: boolean }
  | { type: 'rfm'; recency?: number[]; frequency?: number[]; monetary?: number[] }
  /** The best customers: so many people, or so many of a hundred. */
  | { type: 'top'; by: 'orders' | 'spent'; people?: number | null; percent?: number | null; period?: Period | null }
  /** Of a segment kept by hand; not built by rows. */
  | { type: 'list'; id: string };

export type Condition =
  | { type: 'all' | 'any'; of: Condition[] }
  | { type: 'not'; of: Condition }
  | Leaf;

export const SOME: Comparison = { op: '>=', value: 1 };

export function isSome(count: Comparison | null | undefined): boolean {
  return !count || (count.op === '>=' && count.value === 1) || (count.op === '>' && count.value === 0);
}
