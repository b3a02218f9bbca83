import { TRIGGER, ways, type Definition, type Way } from './definition';
import type { StepNumbers } from '../types';

export const wayId = ({ from, slot }: Pick<Way, 'from' | 'slot'>) => `${from}:${slot}`;

/**
 * How many went each way, as far as the numbers of the steps tell: who came to a step came by the ways that lead to
 * it, so where all but one of them are known the last is, too. What cannot be known is left out.
 */
export function wayNumbers(
  definition: Definition,
  steps: Record<string, StepNumbers | undefined>,
  entered: number,
): Map<string, number> {
  const all = ways(definition).filter(({ to }) => definition.steps[to]);
  const known = new Map<string, number>([[wayId({ from: TRIGGER, slot: 'start' }), entered]]);
  const into = new Map<string, Way[]>();
  for (const way of all) into.set(way.to, [...(into.get(way.to) ?? []), way]);
  const rest = (to: string, leading: Way[]) => {
    const open = leading.filter((way) => !known.has(wayId(way)));
    const last = open[0];
    if (open.length !== 1 || !last) return;
    const others = leading.reduce((sum, way) => sum + (known.get(wayId(way)) ?? 0), 0);
    known.set(wayId(last), Math.max(0, (steps[to]?.entered ?? 0) - others));
  };
  for (const [to, leading] of into) rest(to, leading);
  // of several ways to one step, one that is its step's only one was taken by all who left that step
  for (const [to, leading] of into) {
    for (const way of leading) {
      const source = steps[way.from];
      if (known.has(wayId(way)) || !source || all.filter(({ from }) => from === way.from).length > 1) continue;
      known.set(wayId(way), Math.max(0, source.entered - source.waiting));
    }
    rest(to, leading);
  }
  return known;
}
