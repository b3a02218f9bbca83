import type { Cause, Definition, Slot, Step, StepType } from './definition';

/** A flow from scratch: a trigger and an end, everything else is put between them. */
export function blank(): Definition {
  return {
    trigger: { type: 'cart-abandoned' },
    stop: [{ type: 'order' }],
    reentry: { type: 'once-per-key' },
    first: 's1',
    steps: { s1: { type: 'end' } },
  };
}

/** What a marketer most often means by a step of this kind; its ways lead nowhere yet. */
export function freshStep(type: StepType): Step {
  switch (type) {
    case 'send':
      return { type, channel: 'email', transactional: false, name: '', filter: null, content: {}, next: '' };
    case 'wait':
      return { type, duration: 'PT24H', next: '' };
    case 'wait-until':
      return { type, at: '10:00', days: [], zone: 'person', next: '' };
    case 'wait-date':
      return { type, of: { trait: 'birthday' }, offset: '-P3D', at: '10:00', zone: 'person', next: '', missing: '' };
    case 'wait-for':
      return { type, event: { name: 'Order Completed' }, timeout: 'PT72H', next: '', late: '' };
    case 'branch':
      return { type, condition: null, yes: '', no: '' };
    case 'split':
      return { type, trait: 'locale', cases: [{ values: [], next: '' }], otherwise: '' };
    case 'random':
      return {
        type,
        ways: [
          { name: 'A', percent: 50, next: '' },
          { name: 'B', percent: 50, next: '' },
        ],
      };
    case 'holdout':
      return { type, percent: 10, next: '' };
    case 'tag':
      return { type, add: [], next: '' };
    case 'set':
      return { type, attributes: {}, next: '' };
    case 'increment':
      return { type, attribute: '', by: 1, next: '' };
    case 'coupon':
      return { type, pool: '', next: '', empty: '' };
    case 'webhook':
      return { type, url: '', next: '', failed: '' };
    case 'move':
      return { type, flow: '' };
    case 'end':
      return { type };
  }
}

/** Ways that go on with the others unless the marketer says otherwise: there is nothing special to do there. */
export const GOES_ALONG: Slot[] = ['failed'];

export const TRIGGER_GROUPS = {
  purchases: ['order', 'order-status', 'threshold', 'delivery'],
  browsing: ['cart-abandoned', 'checkout-abandoned', 'browse-abandoned', 'search-abandoned', 'event'],
  dates: ['date', 'inactive'],
  people: ['registered', 'subscribed', 'segment-entered', 'segment-left', 'changed'],
  products: ['back-in-stock', 'price-drop'],
  manual: ['manual'],
} as const;

export type TriggerGroup = keyof typeof TRIGGER_GROUPS;

/** A trigger of a kind with the settings most shops would choose. */
export function freshTrigger(type: string): Cause {
  switch (type) {
    case 'event':
      return { type, name: 'Product Viewed' };
    case 'order-status':
      return { type, statuses: [] };
    case 'threshold':
      return { type, of: 'orders', value: 5 };
    case 'checkout-abandoned':
      return { type, after: 'PT2H' };
    case 'browse-abandoned':
    case 'search-abandoned':
      return { type, after: 'PT24H' };
    case 'subscribed':
      return { type, channel: 'email' };
    case 'date':
      return { type, of: { trait: 'birthday' }, offset: 'P0D', at: '10:00', zone: 'person', yearly: true };
    case 'delivery':
      return { type, offset: 'P7D', at: '10:00', zone: 'person' };
    case 'inactive':
      return { type, of: 'last-order', days: 90 };
    case 'segment-entered':
    case 'segment-left':
      return { type, segment: '' };
    case 'changed':
      return { type, tag: '', how: 'added' };
    case 'back-in-stock':
      return { type, for: ['viewed', 'wished', 'cart'], lastDays: 30 };
    case 'price-drop':
      return { type, for: ['viewed', 'wished', 'cart'], lastDays: 30, percent: 10 };
    default:
      return { type };
  }
}

/** Whether runs of this trigger are about a cart. */
export const aboutCart = (trigger: Cause) => ['cart-abandoned', 'checkout-abandoned'].includes(trigger.type);
