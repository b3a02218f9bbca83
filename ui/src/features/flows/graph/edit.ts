import { GOES_ALONG, freshStep } from './blank';
import {
  TRIGGER,
  exits,
  freshId,
  isLast,
  reachable,
  redirected,
  replaceStep,
  targetOf,
  withExit,
  withWay,
  type Definition,
  type Slot,
  type Step,
  type StepType,
  type Way,
} from './definition';

export type Spot = Pick<Way, 'from' | 'slot'>;

export interface Edited {
  definition: Definition;
  id: string;
}

/** The definition without the steps nobody can come to. */
export function pruned(definition: Definition): Definition {
  const kept = reachable(definition);
  if (kept.length === Object.keys(definition.steps).length) return definition;
  return { ...definition, steps: Object.fromEntries(kept.map((id) => [id, definition.steps[id] as Step])) };
}

const added = (definition: Definition, step: Step): Edited => {
  const id = freshId(definition);
  return { definition: replaceStep(definition, id, step), id };
};

/** Puts a made step on an edge: its main way goes on where the edge led, other open ways end. */
function place(definition: Definition, spot: Spot, step: Step): Edited {
  const target = targetOf(definition, spot);
  if (target === undefined) return { definition, id: spot.from };
  const put = added(definition, step);
  let now = put.definition;
  let placed = step;
  exits(step).forEach(({ slot, to }, index) => {
    if (to !== '') return;
    if (index === 0 || GOES_ALONG.includes(slot)) placed = withExit(placed, slot, target);
    else {
      const end = added(now, { type: 'end' });
      now = end.definition;
      placed = withExit(placed, slot, end.id);
    }
  });
  return { definition: pruned(withWay(replaceStep(now, put.id, placed), spot, put.id)), id: put.id };
}

/** Puts a new step on an edge. Answers the new definition and the new step's id. */
export function insertStep(definition: Definition, spot: Spot, type: StepType): Edited {
  return place(definition, spot, freshStep(type));
}

/** Where those who would have come to a step go when it is taken out. */
function heir(definition: Definition, id: string, gone: Set<string>, keep?: Slot): string {
  const passed = new Set<string>();
  let at = id;
  let way = keep;
  while (gone.has(at) && !passed.has(at)) {
    passed.add(at);
    const step = definition.steps[at];
    const out = step ? exits(step) : [];
    at = (out.find(({ slot }) => slot === way) ?? out[0])?.to ?? '';
    way = undefined;
  }
  return gone.has(at) ? '' : at;
}

/**
 * Takes steps out; what led to one leads on to its next. Of a step with several ways the one to keep stays, else
 * the first; what only the others led to is gone too. Ends stay, an edge must lead somewhere.
 */
export function removeSteps(definition: Definition, ids: string[], keep?: Slot): Definition {
  const gone = new Set(ids.filter((id) => definition.steps[id] && definition.steps[id].type !== 'end'));
  if (gone.size === 0) return definition;
  let now = definition;
  const to = new Map<string, string>();
  for (const id of gone) {
    let next = heir(definition, id, gone, keep);
    if (next === '') {
      const end = added(now, { type: 'end' });
      now = end.definition;
      next = end.id;
    }
    to.set(id, next);
  }
  const steps = Object.fromEntries(
    Object.entries(now.steps)
      .filter(([id]) => !gone.has(id))
      .map(([id, step]) => [id, [...to].reduce((s, [from, next]) => redirected(s, from, next), step)]),
  );
  return pruned({ ...now, first: to.get(now.first) ?? now.first, steps });
}

export const removeStep = (definition: Definition, id: string, keep?: Slot) => removeSteps(definition, [id], keep);

/** How many steps besides those named would go with them. */
export function lostWith(definition: Definition, ids: string[], keep?: Slot): number {
  const left = removeSteps(definition, ids, keep);
  const named = new Set(ids);
  return reachable(definition).filter(
    (id) => !named.has(id) && !left.steps[id] && definition.steps[id]?.type !== 'end',
  ).length;
}

/** A second one of the same on its main way, right after it. */
export function duplicateStep(definition: Definition, id: string): Edited {
  const step = definition.steps[id];
  if (!step || isLast(step)) return { definition, id };
  const main = exits(step)[0]?.slot ?? 'next';
  return place(definition, { from: id, slot: main }, cleared(step));
}

/** A copy that leads nowhere yet and stands where it would by itself. */
function cleared(step: Step): Step {
  const copy = structuredClone(step);
  delete copy.ui;
  return exits(copy).reduce((now, { slot }) => withExit(now, slot, ''), copy);
}

/**
 * Moves a step with its settings onto an edge. What led to it goes on by its main way, and so does it from there;
 * its other ways stay. Null where that cannot be: on its own edges, or where it would cut steps off.
 */
export function moveStep(definition: Definition, id: string, spot: Spot): Definition | null {
  const step = definition.steps[id];
  const target = targetOf(definition, spot);
  if (!step || isLast(step) || target === undefined || spot.from === id || target === id) return null;
  const main = exits(step)[0];
  if (!main || main.to === id) return null;
  const healed: Definition = {
    ...definition,
    first: definition.first === id ? main.to : definition.first,
    steps: Object.fromEntries(
      Object.entries(definition.steps).map(([other, s]) => [other, other === id ? s : redirected(s, id, main.to)]),
    ),
  };
  const goesOn = targetOf(healed, spot) ?? target;
  const placed = { ...withExit(step, main.slot, goesOn) };
  delete placed.ui;
  const moved = withWay(replaceStep(healed, id, placed), spot, id);
  const still = new Set(reachable(moved));
  return reachable(definition).every((each) => still.has(each)) ? moved : null;
}

/** Lets a way lead to another step, or to a new end; what nobody comes to any more is taken out. */
export function reattach(definition: Definition, spot: Spot, to: string | null): Definition {
  if (to !== null) return to === spot.from || !definition.steps[to] ? definition : pruned(withWay(definition, spot, to));
  const end = added(definition, { type: 'end' });
  return pruned(withWay(end.definition, spot, end.id));
}

/** Steps to be put elsewhere; ways that led out of them lead nowhere. */
export interface Clip {
  first: string;
  steps: Record<string, Step>;
}

/** Copies steps with the ways between them; the first in the order of the flow leads. */
export function clipOf(definition: Definition, ids: string[]): Clip | null {
  const wanted = new Set(ids);
  const order = reachable(definition).filter((id) => wanted.has(id) && definition.steps[id]?.type !== 'end');
  const first = order[0];
  if (!first) return null;
  const steps: Record<string, Step> = {};
  for (const id of order) {
    const source = structuredClone(definition.steps[id] as Step);
    delete source.ui;
    steps[id] = exits(source).reduce(
      (now, { slot, to }) => (wanted.has(to) && order.includes(to) ? now : withExit(now, slot, '')),
      source,
    );
  }
  return { first, steps };
}

/** A step with everything that comes after it. */
export function following(definition: Definition, id: string): string[] {
  return reachable({ ...definition, first: id });
}

/** Puts copied steps on an edge; the first open way goes on where it led, the others end. */
export function paste(definition: Definition, spot: Spot, clip: Clip): Edited {
  const target = targetOf(definition, spot);
  if (target === undefined || !clip.steps[clip.first]) return { definition, id: spot.from };
  let now = definition;
  const names = new Map<string, string>();
  for (const [id, step] of Object.entries(clip.steps)) {
    const put = added(now, step);
    now = put.definition;
    names.set(id, put.id);
  }
  let goesOn = false;
  for (const id of names.values()) {
    let step = now.steps[id] as Step;
    for (const { slot, to } of exits(step)) {
      if (to !== '') step = withExit(step, slot, names.get(to) ?? '');
      else if (!goesOn || GOES_ALONG.includes(slot)) {
        goesOn = true;
        step = withExit(step, slot, target);
      } else {
        const end = added(now, { type: 'end' });
        now = end.definition;
        step = withExit(step, slot, end.id);
      }
    }
    if ('onlyIfSent' in step && step.onlyIfSent && names.has(step.onlyIfSent))
      step = { ...step, onlyIfSent: names.get(step.onlyIfSent) };
    now = replaceStep(now, id, step);
  }
  const id = names.get(clip.first) as string;
  return { definition: pruned(withWay(now, spot, id)), id };
}

/** A step where it was dragged to, measured from where it would stand; null puts it back. */
export function dragged(definition: Definition, id: string, by: { dx: number; dy: number } | null): Definition {
  const step = definition.steps[id];
  if (!step) return definition;
  if (by) return replaceStep(definition, id, { ...step, ui: by });
  const tidy = { ...step };
  delete tidy.ui;
  return replaceStep(definition, id, tidy);
}

/** Every step where the layout puts it. */
export function tidied(definition: Definition): Definition {
  if (!Object.values(definition.steps).some((step) => step.ui)) return definition;
  return Object.keys(definition.steps).reduce((now, id) => dragged(now, id, null), definition);
}

/** Adds a way to a split or a random step; it ends until something is put on it. */
export function addWay(definition: Definition, id: string): Definition {
  const step = definition.steps[id];
  if (step?.type !== 'split' && step?.type !== 'random') return definition;
  const end = added(definition, { type: 'end' });
  if (step.type === 'split')
    return replaceStep(end.definition, id, { ...step, cases: [...step.cases, { values: [], next: end.id }] });
  const name = String.fromCharCode(65 + (step.ways.length % 26));
  const share = Math.floor(100 / (step.ways.length + 1));
  const shares = [...step.ways, { name, percent: 0, next: end.id }].map((way, i) => ({
    ...way,
    percent: i === 0 ? 100 - share * step.ways.length : share,
  }));
  return replaceStep(end.definition, id, { ...step, ways: shares });
}

/** Takes a way of a split or a random step out, with what only it led to. */
export function dropWay(definition: Definition, id: string, index: number): Definition {
  const step = definition.steps[id];
  if (step?.type === 'split')
    return pruned(replaceStep(definition, id, { ...step, cases: step.cases.filter((_, i) => i !== index) }));
  if (step?.type === 'random') {
    const left = step.ways.filter((_, i) => i !== index);
    const freed = step.ways[index]?.percent ?? 0;
    const shares = left.map((way, i) => (i === 0 ? { ...way, percent: way.percent + freed } : way));
    return pruned(replaceStep(definition, id, { ...step, ways: shares }));
  }
  return definition;
}

/** The first way out on which something can be put after a step. */
export function spotAfter(definition: Definition, id: string): Spot | null {
  if (id === TRIGGER) return { from: TRIGGER, slot: 'start' };
  const step = definition.steps[id];
  const main = step && exits(step)[0];
  return main ? { from: id, slot: main.slot } : null;
}

/** An edge that leads to a step. */
export function spotBefore(definition: Definition, id: string): Spot | null {
  if (definition.first === id) return { from: TRIGGER, slot: 'start' };
  for (const from of reachable(definition)) {
    const exit = exits(definition.steps[from] as Step).find(({ to }) => to === id);
    if (exit) return { from, slot: exit.slot };
  }
  return null;
}
