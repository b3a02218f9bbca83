import { describe, expect, it } from 'vitest';
import { isoOf, minutesOf, spanOf } from './duration';

describe('durations', () => {
  it.each([
    ['PT1H', 60],
    ['PT90M', 90],
    ['P3D', 4320],
    ['P1DT12H', 2160],
    ['P1W', 10080],
    ['PT30S', 1],
  ])('%s is %i minutes', (iso, minutes) => expect(minutesOf(iso)).toBe(minutes));

  it.each(['', 'P', 'PT', '1h', 'PT-1H', 'P1Y'])('"%s" is none', (iso) =>
    expect(minutesOf(iso)).toBeNull(),
  );

  it('speaks in the greatest unit that says it whole', () => {
    expect(spanOf('PT72H')).toEqual({ n: 3, unit: 'days' });
    expect(spanOf('PT90M')).toEqual({ n: 90, unit: 'minutes' });
    expect(spanOf('PT0M')).toEqual({ n: 0, unit: 'minutes' });
    expect(spanOf('P14D')).toEqual({ n: 2, unit: 'weeks' });
  });

  it('comes back as it was written', () => {
    for (const iso of ['PT1H', 'PT72H', 'PT45M', 'PT0M']) {
      const span = spanOf(iso);
      expect(span && isoOf(span)).toBe(iso);
    }
  });
});
