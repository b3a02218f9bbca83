import type { RfmGrid } from '@/components/condition/catalog';
import type { Condition, Leaf } from '@/components/condition/condition';

export type Rfm = Extract<Leaf, { type: 'rfm' }>;

/** One cell of the grid: its fifths; without a value, all of them. */
export function cellOf(recency: number, frequency: number, monetary: number | null): Rfm {
  return { type: 'rfm', recency: [recency], frequency: [frequency], monetary: monetary === null ? [] : [monetary] };
}

/** How a cell is written in an address: `5-4-`, `5-4-3`. */
export const written = (cell: Rfm) => [cell.recency, cell.frequency, cell.monetary].map((fifths) => (fifths ?? []).join('')).join('-');

/** Reads what `written` wrote. */
export function read(text: string | null): Rfm | null {
  const parts = /^([1-5])-([1-5])-([1-5]?)$/.exec(text ?? '');
  return parts && cellOf(Number(parts[1]), Number(parts[2]), parts[3] ? Number(parts[3]) : null);
}

/** The cell that a segment asks for and nothing else, or null. */
export function asked(condition: Condition | null | undefined): string | null {
  if (condition?.type === 'all' && condition.of.length === 1) return asked(condition.of[0]);
  return condition?.type === 'rfm' ? written(condition) : null;
}

/** People and money in each cell of recency and frequency, of one fifth of value or of all. */
export function sums(cells: RfmGrid['cells'], monetary: number | null) {
  const sums = new Map<string, { people: number; spent: number }>();
  for (const cell of cells) {
    if (monetary !== null && cell.monetary !== monetary) continue;
    const key = `${cell.recency}-${cell.frequency}`;
    const sum = sums.get(key) ?? { people: 0, spent: 0 };
    sums.set(key, { people: sum.people + cell.people, spent: sum.spent + cell.spent });
  }
  return sums;
}

/** Between which borders a fifth lies; null where nobody can be, since the border before is the same. */
export function limits<T>(fifth: number, borders: T[]): { over?: T; upTo?: T } | null {
  const over = borders[fifth - 2];
  const upTo = borders[fifth - 1];
  return over !== undefined && over === upTo ? null : { over, upTo };
}
