import { describe, expect, it } from 'vitest';
import {
  TRIGGER,
  duplicateStep,
  insertStep,
  removeStep,
  ways,
  type Definition,
  type SendStep,
} from './definition';
import { layout } from './layout';
import { problemsOf } from './problems';

const send = (next: string): SendStep => ({
  type: 'send',
  channel: 'email',
  transactional: false,
  name: 'Reminder',
  content: { en: { subject: 'Hi', preheader: '', mjml: '<mjml></mjml>' } },
  next,
});

const flow: Definition = {
  trigger: { type: 'cart-abandoned' },
  stop: [{ type: 'order' }],
  reentry: { type: 'once-per-key' },
  first: 's1',
  steps: {
    s1: { type: 'wait', duration: 'PT1H', next: 's2' },
    s2: send('s3'),
    s3: { type: 'branch', condition: { type: 'purchased', is: true }, yes: 's4', no: 's5' },
    s4: { type: 'end' },
    s5: { ...send('s6'), name: 'Last' },
    s6: { type: 'end' },
  },
};

describe('a flow definition', () => {
  it('lists its ways from the trigger on, yes before no', () => {
    expect(ways(flow).map(({ from, slot, to }) => `${from} ${slot} ${to}`)).toEqual([
      `${TRIGGER} start s1`,
      's1 next s2',
      's2 next s3',
      's3 yes s4',
      's3 no s5',
      's5 next s6',
    ]);
  });

  it('takes a new step onto an edge', () => {
    const { definition, id } = insertStep(flow, { from: 's3', slot: 'no' }, 'wait');
    expect(id).toBe('s7');
    expect(definition.steps.s3).toMatchObject({ yes: 's4', no: 's7' });
    expect(definition.steps.s7).toMatchObject({ type: 'wait', next: 's5' });
  });

  it('takes a new step right after the trigger', () => {
    const { definition, id } = insertStep(flow, { from: TRIGGER, slot: 'start' }, 'send');
    expect(definition.first).toBe(id);
    expect(definition.steps[id]).toMatchObject({ type: 'send', next: 's1' });
  });

  it('gives a new branch an end for its other way', () => {
    const { definition, id } = insertStep(flow, { from: 's1', slot: 'next' }, 'branch');
    expect(definition.steps[id]).toMatchObject({ yes: 's2', no: 's8' });
    expect(definition.steps.s8).toEqual({ type: 'end' });
  });

  it('closes the gap when a step is taken out', () => {
    const without = removeStep(flow, 's2');
    expect(without.steps.s1).toMatchObject({ next: 's3' });
    expect(without.steps.s2).toBeUndefined();
    expect(removeStep(flow, 's1').first).toBe('s2');
  });

  it('drops what nobody can come to any more when a branch is taken out', () => {
    const without = removeStep(flow, 's3', 'no');
    expect(Object.keys(without.steps).sort()).toEqual(['s1', 's2', 's5', 's6']);
    expect(without.steps.s2).toMatchObject({ next: 's5' });
  });

  it('never takes an end out', () => expect(removeStep(flow, 's6')).toBe(flow));

  it('undoes an insert by taking the step out again', () => {
    const { definition, id } = insertStep(flow, { from: 's2', slot: 'next' }, 'send');
    expect(removeStep(definition, id)).toEqual(flow);
  });

  it('copies a step to right behind it', () => {
    const { definition, id } = duplicateStep(flow, 's2');
    expect(definition.steps.s2).toMatchObject({ next: id });
    expect(definition.steps[id]).toMatchObject({ type: 'send', name: 'Reminder', next: 's3' });
  });

  it('finds nothing wrong with a whole flow', () => expect(problemsOf(flow, 'en')).toEqual([]));

  it('marks what is missing where it is missing', () => {
    const { definition } = insertStep(flow, { from: 's1', slot: 'next' }, 'branch');
    expect(problemsOf(definition, 'pl')).toEqual([
      expect.objectContaining({ step: 's2', code: 'noLocale', locale: 'pl' }),
      expect.objectContaining({ step: 's5', code: 'noLocale', locale: 'pl' }),
      expect.objectContaining({ step: 's7', field: 'condition', code: 'noCondition' }),
    ]);
    const waitless = {
      ...flow,
      steps: { ...flow.steps, s1: { type: 'wait' as const, duration: 'PT0M', next: 'gone' } },
    };
    expect(problemsOf(waitless, 'en').map((p) => p.code)).toEqual(['waitTooShort', 'lostStep']);
  });
});

describe('the picture', () => {
  it('runs from top to bottom, yes to the left of no', () => {
    const at = layout(flow, true);
    const y = [TRIGGER, 's1', 's2', 's3', 's5', 's6'].map((id) => at.get(id)?.y ?? -1);
    expect([...y].sort((a, b) => a - b)).toEqual(y);
    expect(at.get('s4')?.x).toBeLessThan(at.get('s5')?.x ?? 0);
  });

  it('lets no two steps overlap, with 200 of them', () => {
    let definition = flow;
    for (let i = 0; i < 100; i++) {
      const slots = ways(definition);
      const way = slots[(i * 7) % slots.length];
      if (way) definition = insertStep(definition, way, i % 3 === 0 ? 'branch' : 'wait').definition;
    }
    const boxes = [...layout(definition, true).values()];
    expect(boxes.length).toBeGreaterThan(130);
    for (const a of boxes)
      for (const b of boxes)
        if (a.id < b.id)
          expect(
            a.x + a.width <= b.x ||
              b.x + b.width <= a.x ||
              a.y + a.height <= b.y ||
              b.y + b.height <= a.y,
          ).toBe(true);
  });
});
