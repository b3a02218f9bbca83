/** ISO-8601 durations as the screens edit them: one number of one unit. */
export type DurationUnit = 'minutes' | 'hours' | 'days' | 'weeks';

export interface Span {
  n: number;
  unit: DurationUnit;
}

const MINUTES: Record<DurationUnit, number> = { minutes: 1, hours: 60, days: 1440, weeks: 10080 };

const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** Minutes of an ISO duration; null when it is none. Seconds are rounded up to a minute. */
export function minutesOf(iso: string): number | null {
  const m = ISO.exec(iso);
  if (!m || iso === 'P' || iso.endsWith('T')) return null;
  const [weeks, days, hours, minutes, seconds] = m.slice(1).map((part) => Number(part ?? 0));
  return (
    (weeks ?? 0) * 10080 +
    (days ?? 0) * 1440 +
    (hours ?? 0) * 60 +
    (minutes ?? 0) +
    Math.ceil((seconds ?? 0) / 60)
  );
}

/** The greatest unit that says it whole: `PT72H` is 3 days, `PT90M` is 90 minutes. */
export function spanOf(iso: string): Span | null {
  const minutes = minutesOf(iso);
  if (minutes === null) return null;
  for (const unit of ['weeks', 'days', 'hours'] as const) {
    if (minutes > 0 && minutes % MINUTES[unit] === 0) return { n: minutes / MINUTES[unit], unit };
  }
  return { n: minutes, unit: 'minutes' };
}

/** Days are written as hours (`PT72H`), so that a change of clocks does not move them. */
export function isoOf({ n, unit }: Span): string {
  const minutes = Math.max(0, Math.round(n)) * MINUTES[unit];
  return minutes % 60 === 0 && minutes > 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}
