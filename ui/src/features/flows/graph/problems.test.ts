import { describe, expect, it } from 'vitest';
import { freshTrigger, TRIGGER_GROUPS } from './blank';
import { TRIGGER, type Definition, type Step } from './definition';
import { insertStep } from './edit';
import { flow } from './flow.fixture';
import { merged, problemsOf } from './problems';

const codes = (definition: Definition) => problemsOf(definition, 'en').map(({ code, step }) => `${step} ${code}`);
const with1 = (step: Step): Definition => ({ ...flow, steps: { ...flow.steps, s1: step } });

describe('problems', () => {
  it('finds nothing wrong with a whole flow', () => expect(problemsOf(flow, 'en')).toEqual([]));

  it('marks what is missing where it is missing', () => {
    const { definition } = insertStep(flow, { from: 's1', slot: 'next' }, 'branch');
    expect(problemsOf(definition, 'pl')).toEqual([
      expect.objectContaining({ step: 's7', field: 'condition', code: 'condition-missing' }),
      expect.objectContaining({ step: 's2', code: 'locale-missing', locale: 'pl' }),
      expect.objectContaining({ step: 's5', code: 'locale-missing', locale: 'pl' }),
    ]);
  });

  it('tells ways that lead nowhere', () => {
    expect(codes({ ...flow, first: '' })).toContain(`${TRIGGER} next-missing`);
    expect(codes(with1({ type: 'wait', duration: 'PT0M', next: 'gone' }))).toEqual(['s1 duration-missing', 's1 next-unknown']);
  });

  it('wants an hour of rest in every circle', () => {
    const circle = (duration: string): Definition => ({
      ...flow,
      steps: { ...flow.steps, s1: { type: 'wait', duration, next: 's2' }, s5: { ...(flow.steps.s5 as object), next: 's1' } as Step },
    });
    expect(codes(circle('PT1H'))).toEqual([]);
    expect(codes(circle('PT30M'))).toEqual(['s5 loop-without-wait']);
  });

  it('adds up the shares of a random split', () => {
    expect(
      codes(with1({ type: 'random', ways: [{ name: 'A', percent: 60, next: 's2' }, { name: 'B', percent: 30, next: 's4' }] })),
    ).toEqual(['s1 percent-sum']);
  });

  it('knows a change tied to a message that is gone', () => {
    expect(codes(with1({ type: 'tag', add: ['x'], onlyIfSent: 's9', next: 's2' }))).toEqual(['s1 sent-unknown']);
  });

  it('asks nothing more of fresh triggers than what only the marketer knows', () => {
    const open = Object.values(TRIGGER_GROUPS)
      .flat()
      .filter((type) => problemsOf({ ...flow, trigger: freshTrigger(type) }, 'en').length > 0);
    expect(open).toEqual(['order-status', 'segment-entered', 'segment-left', 'changed']);
  });

  it('asks of triggers what the server asks', () => {
    const of = (trigger: Definition['trigger']) => problemsOf({ ...flow, trigger }, 'en').map(({ field }) => field);
    expect(of({ type: 'cart-abandoned', after: 'PT0M' })).toEqual(['trigger.after']);
    expect(of({ type: 'price-drop', for: [] })).toEqual(['trigger.for', 'trigger.percent']);
    expect(of({ type: 'back-in-stock' })).toEqual([]);
    expect(of({ type: 'price-drop', percent: 10 })).toEqual([]);
  });

  it('wants both where either may end a wait', () => {
    const wait = { type: 'wait-for', event: { name: 'Order Completed' }, timeout: 'PT2H', next: 's2', late: 's2' } as const;
    expect(codes(with1(wait))).toEqual([]);
    expect(codes(with1({ ...wait, condition: null }))).toEqual(['s1 condition-missing']);
  });

  it('adds what the server says, once, and puts what is no step’s at the start', () => {
    const own = problemsOf(with1({ type: 'wait', duration: 'PT0M', next: 's2' }), 'en');
    const told = [
      { code: 'duration-missing', step: 's1', field: 'duration', message: 'says no time' },
      { code: 'unknown', step: null, field: 'trigger.type', message: '"x" is not known here' },
    ];
    expect(merged(own, told, flow).map(({ code, step }) => `${step} ${code}`)).toEqual(['s1 duration-missing', `${TRIGGER} unknown`]);
  });
});
