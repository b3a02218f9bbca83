import { describe, expect, it } from 'vitest';
import { flow } from './flow.fixture';
import { daysOf, nextMoment, offsetOf, walk } from './walk';

const NINE = new Date('2026-03-27T08:00:00Z'); // a Friday, 09:00 in Rome, two days before the clocks change

describe('a test run', () => {
  it('stops at what it cannot know and goes on once told', () => {
    const first = walk(flow, NINE, {}, 'Europe/Rome');
    expect(first.stops.map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
    expect(first.asks?.choices).toEqual(['yes', 'no']);
    expect(first.stops[1]?.at).toEqual(new Date('2026-03-27T09:00:00Z'));
    const no = walk(flow, NINE, { 's3#0': { slot: 'no' } }, 'Europe/Rome');
    expect(no.stops.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's5', 's6']);
    expect(no.ended).toBe('end');
  });

  it('waits until the hour of the shop on the right day, also over a change of clocks', () => {
    expect(nextMoment(NINE, '08:00', undefined, 'Europe/Rome')).toEqual(new Date('2026-03-28T07:00:00Z'));
    expect(nextMoment(NINE, '10:00', ['mon'], 'Europe/Rome')).toEqual(new Date('2026-03-30T08:00:00Z'));
    expect(nextMoment(NINE, '09:00', undefined, 'Europe/Rome')).toEqual(NINE);
    expect(nextMoment(NINE, undefined, ['sat'], 'Europe/Rome')).toEqual(new Date('2026-03-27T23:00:00Z'));
  });

  it('counts from the entry where the wait says so', () => {
    const definition = {
      ...flow,
      steps: { ...flow.steps, s2: { type: 'wait' as const, duration: 'PT24H', since: 'entry' as const, next: 's3' } },
    };
    expect(walk(definition, NINE, {}, 'UTC').stops[2]?.at).toEqual(new Date('2026-03-28T08:00:00Z'));
  });

  it('comes to a person’s date, or takes the other way', () => {
    const definition = {
      ...flow,
      steps: { ...flow.steps, s1: { type: 'wait-date' as const, of: { trait: 'birthday' }, offset: '-P3D', at: '10:00', zone: 'shop' as const, next: 's2', missing: 's6' } },
    };
    const told = walk(definition, NINE, { 's1#0': { slot: 'next', date: '2026-04-20' } }, 'Europe/Rome');
    expect(told.stops[1]?.at).toEqual(new Date('2026-04-17T08:00:00Z'));
    expect(walk(definition, NINE, { 's1#0': { slot: 'missing' } }, 'Europe/Rome').ended).toBe('end');
  });

  it('gives up on a circle', () => {
    const definition = { ...flow, steps: { ...flow.steps, s2: { ...(flow.steps.s2 as object), next: 's1' } as never } };
    expect(walk(definition, NINE, {}, 'UTC').ended).toBe('long');
  });

  it('reads and writes days before and after', () => {
    expect([daysOf('P0D'), daysOf('-P3D'), daysOf('P7D')]).toEqual([0, -3, 7]);
    expect([offsetOf(0), offsetOf(-3), offsetOf(7)]).toEqual(['P0D', '-P3D', 'P7D']);
  });
});
