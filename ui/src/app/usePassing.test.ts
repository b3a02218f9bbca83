import { expect, it } from 'vitest';
import { passedShare } from './usePassing';

const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour)).toISOString();

it('tells how much of the time has passed', () => {
  expect(passedShare({ now: at(6), from: at(0), to: at(24) })).toBe(0.25);
  expect(passedShare({ now: at(24), from: at(0), to: at(24) })).toBe(1);
});

it('tells nothing while time stands', () => {
  expect(passedShare({ now: at(6), from: null, to: null })).toBe(0);
});
