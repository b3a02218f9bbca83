import { describe, expect, it } from 'vitest';
import { begin, change, redo, undo } from '@/lib/undo';
import { blank, freshStep } from './blank';
import { TRIGGER, exits, reachable, replaceStep, ways, type Definition, type StepType } from './definition';
import {
  addWay,
  clipOf,
  dropWay,
  duplicateStep,
  following,
  insertStep,
  lostWith,
  moveStep,
  paste,
  reattach,
  removeStep,
  removeSteps,
  tidied,
  dragged,
} from './edit';
import { flow, send } from './flow.fixture';

const TYPES = Object.keys({
  send: 0, wait: 0, 'wait-until': 0, 'wait-date': 0, 'wait-for': 0, branch: 0, split: 0, random: 0, holdout: 0, tag: 0,
  set: 0, increment: 0, coupon: 0, webhook: 0, move: 0, end: 0,
} satisfies Record<StepType, 0>) as StepType[];

/** No way leads nowhere, and no step is out of reach. */
const whole = (definition: Definition) => {
  expect(ways(definition).filter(({ to }) => !definition.steps[to])).toEqual([]);
  expect(reachable(definition).sort()).toEqual(Object.keys(definition.steps).sort());
};

describe('a flow definition', () => {
  it('lists its ways from the trigger on, main ways first', () => {
    expect(ways(flow).map(({ from, slot, to }) => `${from} ${slot} ${to}`)).toEqual([
      `${TRIGGER} start s1`,
      's1 next s2',
      's2 next s3',
      's3 yes s4',
      's3 no s5',
      's5 next s6',
    ]);
  });

  it('knows every way out of steps with many', () => {
    expect(exits(freshStep('split')).map(({ slot }) => slot)).toEqual(['case-0', 'otherwise']);
    expect(exits(freshStep('random')).map(({ slot }) => slot)).toEqual(['way-0', 'way-1']);
    expect(exits(freshStep('coupon')).map(({ slot }) => slot)).toEqual(['next', 'empty']);
  });
});

describe('inserting', () => {
  it('puts a new step on an edge', () => {
    const { definition, id } = insertStep(flow, { from: 's3', slot: 'no' }, 'wait');
    expect(id).toBe('s7');
    expect(definition.steps.s3).toMatchObject({ yes: 's4', no: 's7' });
    expect(definition.steps.s7).toMatchObject({ type: 'wait', next: 's5' });
  });

  it('puts a new step right after the trigger', () => {
    const { definition, id } = insertStep(flow, { from: TRIGGER, slot: 'start' }, 'send');
    expect(definition.first).toBe(id);
    expect(definition.steps[id]).toMatchObject({ type: 'send', next: 's1' });
  });

  it('gives each other way an end', () => {
    const { definition, id } = insertStep(flow, { from: 's1', slot: 'next' }, 'branch');
    expect(definition.steps[id]).toMatchObject({ yes: 's2', no: 's8' });
    expect(definition.steps.s8).toEqual({ type: 'end' });
  });

  it.each(TYPES)('leaves no loose end with %s', (type) => {
    for (const way of ways(flow)) whole(insertStep(flow, way, type).definition);
  });

  it('drops what comes after an end put in the middle', () => {
    const { definition } = insertStep(flow, { from: 's1', slot: 'next' }, 'end');
    expect(Object.keys(definition.steps)).toEqual(['s1', 's7']);
  });
});

describe('taking out', () => {
  it('closes the gap', () => {
    const without = removeStep(flow, 's2');
    expect(without.steps.s1).toMatchObject({ next: 's3' });
    expect(without.steps.s2).toBeUndefined();
    expect(removeStep(flow, 's1').first).toBe('s2');
  });

  it('keeps the chosen way of a branch and drops what nobody can come to', () => {
    const without = removeStep(flow, 's3', 'no');
    expect(Object.keys(without.steps).sort()).toEqual(['s1', 's2', 's5', 's6']);
    expect(without.steps.s2).toMatchObject({ next: 's5' });
    expect(lostWith(flow, ['s3'], 'yes')).toBe(1);
    expect(lostWith(flow, ['s3'], 'no')).toBe(0);
  });

  it('takes several in a row out at once', () => {
    const without = removeSteps(flow, ['s1', 's2']);
    expect(without.first).toBe('s3');
    whole(without);
  });

  it('never takes an end out', () => expect(removeStep(flow, 's6')).toBe(flow));

  it('ends what a circle of its own would have led to', () => {
    const circle = replaceStep(flow, 's5', { ...send('s5'), name: 'Again' });
    whole(removeStep(circle, 's5'));
  });

  it('is undone by the step before it, and an insert by taking out', () => {
    const { definition, id } = insertStep(flow, { from: 's2', slot: 'next' }, 'send');
    expect(removeStep(definition, id)).toEqual(flow);
    const history = change(change(begin(flow), definition), removeStep(definition, 's2'));
    expect(undo(history).present).toBe(definition);
    expect(undo(undo(history)).present).toBe(flow);
    expect(redo(undo(undo(history))).present).toBe(definition);
  });
});

describe('moving', () => {
  it('takes a step along and heals where it was', () => {
    const moved = moveStep(flow, 's2', { from: 's3', slot: 'no' });
    expect(moved?.steps.s1).toMatchObject({ next: 's3' });
    expect(moved?.steps.s3).toMatchObject({ no: 's2' });
    expect(moved?.steps.s2).toMatchObject({ next: 's5', name: 'Reminder' });
  });

  it('moves to before what stood before it', () => {
    const moved = moveStep(flow, 's2', { from: TRIGGER, slot: 'start' });
    expect(moved?.first).toBe('s2');
    expect(moved?.steps.s2).toMatchObject({ next: 's1' });
    expect(moved?.steps.s1).toMatchObject({ next: 's3' });
  });

  it('refuses its own edges and whatever would cut steps off', () => {
    expect(moveStep(flow, 's2', { from: 's2', slot: 'next' })).toBeNull();
    expect(moveStep(flow, 's2', { from: 's1', slot: 'next' })).toBeNull();
    expect(moveStep(flow, 's4', { from: 's1', slot: 'next' })).toBeNull();
    expect(moveStep(flow, 's3', { from: 's5', slot: 'next' })).toBeNull();
  });
});

describe('re-attaching', () => {
  it('leads a way to another step and drops what is out of reach', () => {
    const joined = reattach(flow, { from: 's3', slot: 'yes' }, 's5');
    expect(joined.steps.s3).toMatchObject({ yes: 's5', no: 's5' });
    expect(joined.steps.s4).toBeUndefined();
  });

  it('leads a way to a new end', () => {
    const ended = reattach(flow, { from: 's2', slot: 'next' }, null);
    expect(Object.keys(ended.steps)).toEqual(['s1', 's2', 's7']);
    whole(ended);
  });

  it('does not tie a step to itself', () => expect(reattach(flow, { from: 's2', slot: 'next' }, 's2')).toBe(flow));
});

describe('copying', () => {
  it('puts a second one right behind', () => {
    const { definition, id } = duplicateStep(flow, 's2');
    expect(definition.steps.s2).toMatchObject({ next: id });
    expect(definition.steps[id]).toMatchObject({ type: 'send', name: 'Reminder', next: 's3' });
  });

  it('pastes steps with the ways between them', () => {
    const clip = clipOf(flow, following(flow, 's3'));
    expect(clip?.first).toBe('s3');
    const { definition, id } = paste(blank(), { from: TRIGGER, slot: 'start' }, clip as NonNullable<typeof clip>);
    whole(definition);
    expect(definition.steps[id]).toMatchObject({ type: 'branch' });
    expect(Object.values(definition.steps).map(({ type }) => type).sort()).toEqual(['branch', 'end', 'end', 'send']);
  });

  it('keeps a change tied to the copied message', () => {
    const tagged: Definition = { ...flow, steps: { ...flow.steps, s5: { type: 'tag', add: ['x'], onlyIfSent: 's2', next: 's6' } } };
    const clip = clipOf(tagged, ['s2', 's3', 's5']);
    const { definition } = paste(blank(), { from: TRIGGER, slot: 'start' }, clip as NonNullable<typeof clip>);
    const mail = Object.entries(definition.steps).find(([, step]) => step.type === 'send')?.[0];
    expect(Object.values(definition.steps).find(({ type }) => type === 'tag')).toMatchObject({ onlyIfSent: mail });
  });

  it('has nothing to copy of an end alone', () => expect(clipOf(flow, ['s6'])).toBeNull());
});

describe('ways of a split', () => {
  const split = insertStep(flow, { from: 's1', slot: 'next' }, 'random');

  it('are added with an end of their own and a share', () => {
    const three = addWay(split.definition, split.id);
    whole(three);
    const step = three.steps[split.id];
    expect(step?.type === 'random' && step.ways.map(({ percent }) => percent)).toEqual([34, 33, 33]);
  });

  it('are taken out with what only they led to', () => {
    const one = dropWay(addWay(split.definition, split.id), split.id, 1);
    whole(one);
    const step = one.steps[split.id];
    expect(step?.type === 'random' && step.ways.reduce((sum, { percent }) => sum + percent, 0)).toBe(100);
  });
});

it('steps go back to their places', () => {
  const moved = dragged(flow, 's2', { dx: 40, dy: -10 });
  expect(moved.steps.s2?.ui).toEqual({ dx: 40, dy: -10 });
  expect(tidied(moved)).toEqual(flow);
});
