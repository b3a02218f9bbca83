import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useFormat } from './useFormat';
import { useNow } from './useNow';

export const PRESETS = ['today', 'yesterday', '7d', '30d', '90d', 'month', 'lastMonth', 'year', '12m', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

export interface Period {
  preset: Preset | 'custom';
  /** Days of the shop, both included; empty for `all`. */
  from: string;
  to: string;
}

const DAY = 'YYYY-MM-DD';

/** The days of a preset, seen from `today`. */
export function daysOf(preset: Preset, today: string): { from: string; to: string } {
  const day = dayjs(today);
  const span = (from: dayjs.Dayjs, to = day) => ({ from: from.format(DAY), to: to.format(DAY) });
  switch (preset) {
    case 'today':
      return span(day);
    case 'yesterday':
      return span(day.subtract(1, 'day'), day.subtract(1, 'day'));
    case '7d':
      return span(day.subtract(6, 'day'));
    case '30d':
      return span(day.subtract(29, 'day'));
    case '90d':
      return span(day.subtract(89, 'day'));
    case 'month':
      return span(day.startOf('month'));
    case 'lastMonth': {
      const last = day.subtract(1, 'month');
      return span(last.startOf('month'), last.endOf('month'));
    }
    case 'year':
      return span(day.startOf('year'));
    case 'all':
      return { from: '', to: '' };
    case '12m':
      return span(day.subtract(1, 'year').add(1, 'day'));
  }
}

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

/** The period in the address (`?period=7d`, or `?from=…&to=…`), and a way to change it. */
export function usePeriod(standard: Preset = '30d'): [Period, (next: Preset | { from: string; to: string }) => void] {
  const [params, setParams] = useSearchParams();
  const now = useNow();
  const today = useFormat().dayOf(now);
  const from = params.get('from');
  const to = params.get('to');
  const named = params.get('period');
  const period = useMemo<Period>(() => {
    if (isDay(from) && isDay(to)) return { preset: 'custom', from, to };
    const preset = PRESETS.find((each) => each === named) ?? standard;
    return { preset, ...daysOf(preset, today) };
  }, [from, to, named, standard, today]);
  const set = (next: Preset | { from: string; to: string }) =>
    setParams((old) => {
      const changed = new URLSearchParams(old);
      for (const name of ['period', 'from', 'to']) changed.delete(name);
      if (typeof next === 'string') {
        if (next !== standard) changed.set('period', next);
      } else {
        changed.set('from', next.from);
        changed.set('to', next.to);
      }
      return changed;
    });
  return [period, set];
}
