import dayjs from 'dayjs';
import { describe, expect, it } from 'vitest';
import { bucketsOf, type Day } from './buckets';

const days = (count: number): Day[] =>
  Array.from({ length: count }, (_, n) => ({
    day: dayjs('2026-01-01').add(n, 'day').format('YYYY-MM-DD'),
    orders: 1,
    revenue: 100,
    carts: 2,
    abandoned: 1,
    openCarts: n,
  }));

describe('the time line', () => {
  it('shows nothing for no days', () => {
    expect(bucketsOf([])).toEqual([]);
  });

  it('keeps the days of a quarter', () => {
    expect(bucketsOf(days(92))).toHaveLength(92);
  });

  it('puts a year into weeks that start on Monday and lose nothing', () => {
    const buckets = bucketsOf(days(365));
    expect(buckets).toHaveLength(53);
    expect(buckets[1]?.from).toBe('2026-01-05');
    expect(buckets.reduce((sum, { orders }) => sum + orders, 0)).toBe(365);
  });

  it('adds up the carts begun in a week that are still open', () => {
    expect(bucketsOf(days(365))[1]?.openCarts).toBe(4 + 5 + 6 + 7 + 8 + 9 + 10);
  });

  it('puts three years into months', () => {
    expect(bucketsOf(days(1095))).toHaveLength(36);
  });
});
