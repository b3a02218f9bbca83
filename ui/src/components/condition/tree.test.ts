import { describe, expect, it } from 'vitest';
import type { Condition } from './condition';
import { allComplete, isComplete } from './complete';
import { KINDS } from './kinds';
import { add, conditionOf, duplicate, groupOf, move, remove, rowOf, shift, treeOf, unwrap, wrap } from './tree';
import { dropped } from './useDragging';

const cart: Condition = { type: 'open-cart', amount: { op: '>', value: 5000 } };
const bought: Condition = { type: 'purchased', is: true };
const nested: Condition = {
  type: 'all',
  of: [bought, { type: 'not', of: { type: 'any', of: [cart, { type: 'not', of: bought }] } }],
};

describe('the tree of a condition', () => {
  it('comes back as the condition it was', () => expect(conditionOf(treeOf(nested))).toEqual(nested));

  it('always has a group at its root', () => {
    expect(treeOf(cart)).toMatchObject({ kind: 'group', op: 'all', items: [{ leaf: cart }] });
    expect(treeOf(null)).toMatchObject({ kind: 'group', items: [] });
    expect(treeOf({ type: 'not', of: { type: 'not', of: cart } })).toMatchObject({ items: [{ not: false }] });
  });

  it('asks nothing when it is empty', () => {
    expect(conditionOf(treeOf(null))).toBeNull();
    expect(conditionOf(groupOf('any', [groupOf('all')]))).toBeNull();
  });

  it('grows, shrinks and is copied', () => {
    let root = add(treeOf(cart), treeOf(cart).id, rowOf(bought));
    expect(root.items).toHaveLength(1); // another tree's id: nothing happens
    root = add(root, root.id, rowOf(bought));
    const first = root.items[0]?.id ?? '';
    root = duplicate(root, first);
    expect(conditionOf(root)).toEqual({ type: 'all', of: [cart, cart, bought] });
    expect(new Set(root.items.map((item) => item.id)).size).toBe(3);
    expect(conditionOf(remove(root, first))).toEqual({ type: 'all', of: [cart, bought] });
    expect(remove(root, root.id).items).toEqual([]);
  });

  it('moves rows within their group and not beyond', () => {
    const root = treeOf({ type: 'all', of: [cart, bought] });
    const first = root.items[0]?.id ?? '';
    expect(conditionOf(shift(root, first, 1))).toEqual({ type: 'all', of: [bought, cart] });
    expect(shift(root, first, -1)).toBe(root);
  });

  it('wraps into a group of the other kind and back', () => {
    const root = treeOf({ type: 'all', of: [cart, bought] });
    const wrapped = wrap(root, root.items[0]?.id ?? '');
    expect(conditionOf(wrapped)).toEqual({ type: 'all', of: [{ type: 'any', of: [cart] }, bought] });
    expect(conditionOf(unwrap(wrapped, wrapped.items[0]?.id ?? ''))).toEqual(conditionOf(root));
  });

  it('keeps untouched branches as they are', () => {
    const root = treeOf(nested);
    const changed = add(root, root.id, rowOf(cart));
    expect(changed.items[1]).toBe(root.items[1]);
  });
});

describe('completeness', () => {
  it('asks for what a row cannot do without', () => {
    expect(isComplete({ type: 'bought-category', categories: [] })).toBe(false);
    expect(isComplete({ type: 'bought-category', categories: ['Shoes'] })).toBe(true);
    expect(isComplete({ type: 'open-cart', amount: { op: 'between', value: 5, to: 4 } })).toBe(false);
    expect(isComplete({ type: 'last-cart', when: { is: 'before' } })).toBe(false);
    expect(isComplete({ type: 'cart-abandoned', atLeastHours: 4, lessThanHours: 4 })).toBe(false);
    expect(isComplete({ type: 'purchased', is: true, period: {} })).toBe(false);
    expect(allComplete(nested)).toBe(true);
  });

  it('gives every number kind a start that can be asked at once', () => {
    for (const id of ['purchased', 'order-count', 'total-spent', 'open-cart', 'last-purchase', 'consent'])
      expect(isComplete(KINDS.find((kind) => kind.id === id)?.make(100) ?? bought)).toBe(true);
  });
});

describe('moving by drag and drop', () => {
  const [a, b, c] = [rowOf(bought), rowOf(cart), rowOf({ type: 'purchased', is: false })];
  const inner = groupOf('any', [c]);
  const root = groupOf('all', [a, b, inner]);
  const ids = (group: { items: { id: string }[] }) => group.items.map((item) => item.id);

  it('changes the order within a group', () => {
    expect(ids(move(root, a.id, root.id, 2))).toEqual([b.id, a.id, inner.id]);
    expect(ids(move(root, b.id, root.id, 0))).toEqual([b.id, a.id, inner.id]);
  });

  it('leaves what is put down where it was', () => {
    expect(move(root, a.id, root.id, 0)).toBe(root);
    expect(move(root, a.id, root.id, 1)).toBe(root);
  });

  it('takes a condition into another group and out of it', () => {
    const into = move(root, a.id, inner.id, 0);
    expect(ids(into)).toEqual([b.id, inner.id]);
    expect(ids(into.items[1] as typeof inner)).toEqual([a.id, c.id]);
    expect(ids(move(root, c.id, root.id, 0))).toEqual([c.id, a.id, b.id, inner.id]);
  });

  it('never puts a group into itself', () => {
    expect(move(root, inner.id, inner.id, 0)).toBe(root);
    expect(move(root, 'gone', root.id, 0)).toBe(root);
  });

  it('keeps what the server would refuse as too deep where it was', () => {
    let deep = groupOf('all', [rowOf(cart)]);
    for (let i = 0; i < 5; i++) deep = groupOf('all', [deep]);
    const other = groupOf('any', [groupOf('all', [rowOf(bought)])]);
    const whole = groupOf('all', [deep, other]);
    expect(dropped(whole, deep.id, { group: other.id, index: 0 })).toBe(whole);
    expect(dropped(whole, other.id, { group: whole.id, index: 0 })).not.toBe(whole);
  });
});
