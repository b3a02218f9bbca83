import type { Leaf } from './condition';
import { kindOf } from './kinds';

/** Where conditions begin. */
const ROOTS = ['condition', 'audience', 'filter'];

/** What belongs to a condition and has a type of its own. */
const PIECES = ['test', 'is', 'to', 'where', 'coupon', 'amount', 'count', 'sum', 'period', 'when'];

/**
 * The text by which the builder calls the condition at a place, such as `condition.of[1].brands`; null when the place
 * is within none. `root` is what the place begins in.
 */
export function kindAt(root: unknown, place: string): string | null {
  let node = root;
  let found: string | null = null;
  let within = false;
  for (const [, name, index] of place.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const key = name ?? index;
    if (key === undefined || PIECES.includes(key) || typeof node !== 'object' || node === null) break;
    node = (node as Record<string, unknown>)[key];
    within ||= ROOTS.includes(key);
    const type = (node as { type?: unknown } | undefined)?.type;
    if (within && typeof type === 'string' && !['all', 'any', 'not'].includes(type)) found = `kind.${kindOf(node as Leaf).replace(':', '-')}`;
  }
  return found;
}
