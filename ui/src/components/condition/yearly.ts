/** The ways of saying which days from today are meant. */
export const YEARLY = ['next', 'last', 'in', 'ago', 'span'] as const;
export type YearlyMode = (typeof YEARLY)[number];

export interface Yearly {
  from: number;
  to: number;
}

/** `next`: today and n days on; `last`: today and n days back; `in`, `ago`: one day; `span`: anything else. */
export function yearlyMode({ from, to }: Yearly): YearlyMode {
  if (from === 0 && to > 0) return 'next';
  if (to === 0 && from < 0) return 'last';
  if (from === to) return from >= 0 ? 'in' : 'ago';
  return 'span';
}

export function yearlyOf(mode: YearlyMode, n: number): Yearly {
  switch (mode) {
    case 'next':
      return { from: 0, to: n };
    case 'last':
      return { from: -n, to: 0 };
    case 'in':
      return { from: n, to: n };
    case 'ago':
      return { from: -n, to: -n };
    case 'span':
      return { from: -n, to: n };
  }
}

/** The one number of all ways but `span`. */
export const yearlyDays = ({ from, to }: Yearly) => Math.max(Math.abs(from), Math.abs(to));
