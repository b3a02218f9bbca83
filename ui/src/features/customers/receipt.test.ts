import { expect, test } from 'vitest';
import { linesOf } from './receipt';

test('tables that a reader calls by one name are one line, in the order of the page', () => {
  const lines = linesOf({
    counts: {
      touch: { erased: 0, kept: 2 },
      order_line: { erased: 0, kept: 3 },
      orders: { erased: 0, kept: 1 },
      profile: { erased: 1, kept: 0 },
      something_new: { erased: 4, kept: 0 },
    },
  });
  expect(lines).toEqual([
    { kind: 'facts', erased: 1, kept: 0 },
    { kind: 'orders', erased: 0, kept: 4 },
    { kind: 'reactions', erased: 0, kept: 2 },
    { kind: 'something_new', erased: 4, kept: 0 },
  ]);
});
