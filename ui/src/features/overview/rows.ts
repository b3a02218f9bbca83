import type { Params } from '@/lib/api/client';
import type { Period } from '@/lib/period';

/** The period as the lists' addresses have it, so that a number opens to its rows. */
export function periodParams(period: Period): Params {
  // a list shows any time by itself, so the period is always said in days
  return { from: period.from, to: period.to };
}
