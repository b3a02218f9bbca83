import dayjs from 'dayjs';
import type { Overview } from '@/lib/api/types';

export type Day = Overview['days'][number];

export interface Bucket {
  /** First and last day, both included. */
  from: string;
  to: string;
  orders: number;
  revenue: number;
  /** Begun in these days, whatever has become of them. */
  carts: number;
  abandoned: number;
  /** Those of them still in hand: neither left, ordered nor emptied. */
  openCarts: number;
}

/** Days as they are up to a quarter, else weeks, else months: never more than some hundred marks. */
export function bucketsOf(days: Day[]): Bucket[] {
  const keyOf = (day: string) => {
    if (days.length <= 95) return day;
    const date = dayjs(day);
    // weeks start on Monday
    return days.length <= 700
      ? date.subtract((date.day() + 6) % 7, 'day').format('YYYY-MM-DD')
      : date.format('YYYY-MM');
  };
  const buckets = new Map<string, Bucket>();
  for (const { day, orders, revenue, carts, abandoned, openCarts } of days) {
    const bucket = buckets.get(keyOf(day));
    if (bucket) {
      bucket.to = day;
      bucket.orders += orders;
      bucket.revenue += revenue;
      bucket.carts += carts;
      bucket.abandoned += abandoned;
      bucket.openCarts += openCarts;
    } else {
      buckets.set(keyOf(day), { from: day, to: day, orders, revenue, carts, abandoned, openCarts });
    }
  }
  return [...buckets.values()];
}
