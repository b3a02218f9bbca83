import { describe, expect, it } from 'vitest';
import { kindAt } from './place';

const condition = {
  type: 'all',
  of: [
    { type: 'purchased', is: true },
    { type: 'not', of: { type: 'trait', name: 'gender', test: { type: 'text', op: 'is', values: ['cat'] } } },
    { type: 'event', event: 'x', where: [{ property: 'p', test: { type: 'list', op: 'has-any', values: [] } }] },
  ],
};

describe('the condition at a place', () => {
  it('is called as in the builder', () => {
    expect(kindAt({ condition }, 'condition.of[1].of.test')).toBe('kind.trait-gender');
    expect(kindAt({ condition }, 'condition.of[0].is')).toBe('kind.purchased');
    expect(kindAt({ condition }, 'condition.of[2].where[0].test')).toBe('kind.event');
  });
  it('is none where the place is in no condition', () => {
    expect(kindAt({ condition }, 'condition')).toBeNull();
    expect(kindAt({ condition }, 'name')).toBeNull();
    expect(kindAt({ condition }, 'condition.of[7].test')).toBeNull();
    expect(kindAt({ trigger: { type: 'cart-abandoned' } }, 'trigger.after')).toBeNull();
    expect(kindAt(undefined, '')).toBeNull();
  });
});
