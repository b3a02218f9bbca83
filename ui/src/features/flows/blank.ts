import type { Definition } from './definition';

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
