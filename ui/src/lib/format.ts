/** Numbers, money and times in a language and a zone; nothing here knows React. */
export interface Format {
  number(value: number | null | undefined, digits?: number): string;
  /** 0.125 → 12.5 % */
  percent(share: number | null | undefined, digits?: number): string;
  /** A difference of shares: 0.012 → +1.2 pp */
  points(difference: number | null | undefined): string;
  /** Minor units, in the shop's currency unless another is given. */
  money(minor: number | null | undefined, currency?: string): string;
  /** Without the fraction, for tiles and axes. */
  moneyShort(minor: number | null | undefined): string;
  date(instant: string | null | undefined): string;
  dateTime(instant: string | null | undefined): string;
  time(instant: string | null | undefined): string;
  /** A shop's day such as 2026-11-21. */
  day(day: string | null | undefined, style?: 'short' | 'long'): string;
  /** "3 hours ago", seen from `now`. */
  relative(instant: string | null | undefined, now: Date): string;
  bytes(count: number): string;
  list(items: string[]): string;
  /** The day in the shop's zone. */
  dayOf(at: Date): string;
}

/** Percentage points, as each language shortens them. */
const POINTS: Record<string, string> = { en: 'pp', it: 'p.p.', pl: 'p.p.' };

/** What is less than a minute off: `this minute` is not how one speaks. */
const JUST_NOW: Record<string, string> = { en: 'just now', it: 'adesso', pl: 'przed chwilą' };
const SOON: Record<string, string> = { en: 'in a moment', it: 'tra un momento', pl: 'za chwilę' };

export const NONE = '–';

export function fractionDigits(currency: string): number {
  try {
    return (
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    );
  } catch {
    return 2;
  }
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formats(language: string, currency: string, zone: string): Format {
  // four-digit numbers are grouped in all three languages alike
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    new Intl.NumberFormat(language, { useGrouping: 'always', ...options } as Intl.NumberFormatOptions).format(value);
  const at = (instant: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(new Date(instant));
  const money = (minor: number, code: string, digits?: number) => {
    const unit = fractionDigits(code);
    return number(minor / 10 ** unit, {
      style: 'currency',
      currency: code,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: digits ?? unit,
      maximumFractionDigits: digits ?? unit,
    });
  };
  return {
    number: (value, digits = 0) => (value == null ? NONE : number(value, { maximumFractionDigits: digits })),
    percent: (share, digits = 1) =>
      share == null ? NONE : number(share, { style: 'percent', maximumFractionDigits: digits }),
    points: (difference) =>
      difference == null
        ? NONE
        : `${number(difference * 100, { maximumFractionDigits: 2, signDisplay: 'exceptZero' })} ${POINTS[language] ?? 'pp'}`,
    money: (minor, code = currency) => (minor == null ? NONE : money(minor, code)),
    moneyShort: (minor) => (minor == null ? NONE : money(minor, currency, 0)),
    date: (instant) => (instant ? at(instant, { dateStyle: 'medium' }) : NONE),
    dateTime: (instant) => (instant ? at(instant, { dateStyle: 'medium', timeStyle: 'short' }) : NONE),
    time: (instant) => (instant ? at(instant, { timeStyle: 'short' }) : NONE),
    day: (day, style = 'long') =>
      day
        ? new Intl.DateTimeFormat(language, {
            timeZone: 'UTC',
            ...(style === 'long' ? { dateStyle: 'medium' } : { day: 'numeric', month: 'short' }),
          }).format(new Date(`${day}T12:00:00Z`))
        : NONE,
    relative: (instant, now) => {
      if (!instant) return NONE;
      const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
      const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
      for (const [unit, size] of UNITS) {
        if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
      }
      return (seconds > 0 ? SOON : JUST_NOW)[language] ?? words.format(0, 'minute');
    },
    bytes: (count) => {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
      const step = count <= 0 ? 0 : Math.min(3, Math.floor(Math.log10(count) / 3));
      return number(count / 1000 ** step, {
        style: 'unit',
        unit: units[step] ?? 'byte',
        unitDisplay: 'short',
        maximumFractionDigits: step > 1 ? 1 : 0,
      });
    },
    list: (items) => new Intl.ListFormat(language, { type: 'conjunction' }).format(items),
    dayOf: (moment) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
        moment,
      ),
  };
}
