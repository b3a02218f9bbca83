import type { Comparison, Condition, Filter, Test } from '@/components/condition/condition';

export const LOCALES = ['en', 'it', 'pl'] as const;
export type MailLocale = (typeof LOCALES)[number];

export interface MailContent {
  subject: string;
  preheader: string;
  mjml: string;
  text?: string;
}

export type Zone = 'person' | 'shop';
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
export const MOMENTS = ['created', 'first-order', 'last-order', 'subscribed'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A date that a person has; `property` is one of what started the run. */
export interface DateOf {
  trait?: string;
  attribute?: string;
  moment?: Moment;
  property?: string;
}

interface Common {
  name?: string;
  /** What only the screens read: how far a step was dragged from where it would stand. */
  ui?: { dx?: number; dy?: number };
}

export interface WaitStep extends Common {
  type: 'wait';
  duration: string;
  /** From when it counts: from coming to the step (unless said), or from entering the flow. */
  since?: 'step' | 'entry';
  next: string;
}

export interface WaitUntilStep extends Common {
  type: 'wait-until';
  at?: string;
  days?: Day[];
  zone: Zone;
  next: string;
}

export interface WaitDateStep extends Common {
  type: 'wait-date';
  of: DateOf;
  offset: string;
  at: string;
  zone: Zone;
  /** Its next anniversary; true for the birthday unless said. */
  yearly?: boolean;
  next: string;
  missing: string;
}

export interface WaitForStep extends Common {
  type: 'wait-for';
  event?: { name: string; where?: Filter[] } | null;
  condition?: Condition | null;
  timeout: string;
  next: string;
  late: string;
}

export interface SendStep extends Common {
  type: 'send';
  channel: string;
  transactional: boolean;
  name: string;
  filter?: Condition | null;
  /** Least worth of the cart the run is about, in minor units. */
  minimumCart?: number | null;
  content: Partial<Record<MailLocale, MailContent>>;
  next: string;
}

export interface BranchStep extends Common {
  type: 'branch';
  condition: Condition | null;
  yes: string;
  no: string;
}

export interface SplitStep extends Common {
  type: 'split';
  trait?: string;
  attribute?: string;
  cases: { values: string[]; next: string }[];
  otherwise: string;
}

export interface RandomStep extends Common {
  type: 'random';
  ways: { name: string; percent: number; next: string }[];
  winner?: { by: 'opened' | 'clicked' | 'converted'; after: string; minimum: number } | null;
}

export interface HoldoutStep extends Common {
  type: 'holdout';
  percent: number;
  next: string;
}

export interface TagStep extends Common {
  type: 'tag';
  add?: string[];
  remove?: string[];
  onlyIfSent?: string;
  next: string;
}

export type Value = string | number | boolean | null;

export interface SetStep extends Common {
  type: 'set';
  attributes: Record<string, Value>;
  onlyIfSent?: string;
  next: string;
}

export interface IncrementStep extends Common {
  type: 'increment';
  attribute: string;
  by: number;
  onlyIfSent?: string;
  next: string;
}

export interface CouponStep extends Common {
  type: 'coupon';
  pool: string;
  next: string;
  empty: string;
}

export interface WebhookStep extends Common {
  type: 'webhook';
  url: string;
  secret?: string;
  body?: string;
  next: string;
  failed: string;
}

export interface MoveStep extends Common {
  type: 'move';
  flow: string;
}

export interface EndStep extends Common {
  type: 'end';
}

export type Step =
  | SendStep
  | WaitStep
  | WaitUntilStep
  | WaitDateStep
  | WaitForStep
  | BranchStep
  | SplitStep
  | RandomStep
  | HoldoutStep
  | TagStep
  | SetStep
  | IncrementStep
  | CouponStep
  | WebhookStep
  | MoveStep
  | EndStep;
export type StepType = Step['type'];

/** What starts or stops a flow: a kind and the settings that kind has. */
export interface Cause {
  type: string;
  name?: string;
  properties?: Record<string, unknown>;
  where?: Filter[];
  amount?: Comparison;
  nth?: Comparison;
  products?: string[];
  categories?: string[];
  brands?: string[];
  statuses?: string[];
  of?: DateOf | string;
  value?: number;
  period?: { lastDays?: number; calendar?: 'month' | 'year' };
  after?: string;
  minimum?: number;
  term?: string;
  channel?: string;
  offset?: string;
  at?: string;
  zone?: Zone;
  yearly?: boolean;
  days?: number;
  segment?: string;
  trait?: string;
  attribute?: string;
  tag?: string;
  to?: Test;
  how?: 'added' | 'removed';
  for?: string[];
  lastDays?: number;
  percent?: number;
  condition?: Condition | null;
  duration?: string;
}

export interface Definition {
  trigger: Cause;
  stop: Cause[];
  audience?: Condition | null;
  reentry: Cause;
  priority?: number;
  first: string;
  steps: Record<string, Step>;
}

/** The way out of a step: `start` is the trigger's, `case-0` and `way-0` those of splits. */
export type Slot = string;

/** An edge of the picture: from a step (or the trigger) by one of its ways out; `to` may be no step. */
export interface Way {
  from: string;
  slot: Slot;
  to: string;
}

export const TRIGGER = '@trigger';

const SLOTS: Record<StepType, string[]> = {
  send: ['next'],
  wait: ['next'],
  'wait-until': ['next'],
  'wait-date': ['next', 'missing'],
  'wait-for': ['next', 'late'],
  branch: ['yes', 'no'],
  split: ['otherwise'],
  random: [],
  holdout: ['next'],
  tag: ['next'],
  set: ['next'],
  increment: ['next'],
  coupon: ['next', 'empty'],
  webhook: ['next', 'failed'],
  move: [],
  end: [],
};

/** The ways out of a step, the main one first. */
export function exits(step: Step): { slot: Slot; to: string }[] {
  const fields = step as unknown as Record<string, string | undefined>;
  const plain = (SLOTS[step.type] ?? []).map((slot) => ({ slot, to: fields[slot] ?? '' }));
  if (step.type === 'split') return [...step.cases.map(({ next }, i) => ({ slot: `case-${i}`, to: next })), ...plain];
  if (step.type === 'random') return step.ways.map(({ next }, i) => ({ slot: `way-${i}`, to: next }));
  return plain;
}

/** The step with that way leading elsewhere. */
export function withExit(step: Step, slot: Slot, to: string): Step {
  const index = Number(/^(?:case|way)-(\d+)$/.exec(slot)?.[1] ?? -1);
  if (step.type === 'split' && index >= 0)
    return { ...step, cases: step.cases.map((each, i) => (i === index ? { ...each, next: to } : each)) };
  if (step.type === 'random' && index >= 0)
    return { ...step, ways: step.ways.map((each, i) => (i === index ? { ...each, next: to } : each)) };
  return (SLOTS[step.type] ?? []).includes(slot) ? ({ ...step, [slot]: to } as Step) : step;
}

/** The step with every way to one step leading to another. */
export function redirected(step: Step, from: string, to: string): Step {
  return exits(step).reduce((now, exit) => (exit.to === from ? withExit(now, exit.slot, to) : now), step);
}

/** Every edge, the trigger's first, then as the flow runs: depth first, main way first. */
export function ways(definition: Definition): Way[] {
  const found: Way[] = [{ from: TRIGGER, slot: 'start', to: definition.first }];
  const seen = new Set<string>();
  const open = [definition.first];
  while (open.length > 0) {
    const id = open.pop() as string;
    const step = definition.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    const out = exits(step);
    found.push(...out.map(({ slot, to }) => ({ from: id, slot, to })));
    open.push(...out.map(({ to }) => to).reverse());
  }
  return found;
}

/** The steps that people can come to, in the order of the flow. */
export function reachable(definition: Definition): string[] {
  const seen = new Set<string>();
  const open = [definition.first];
  while (open.length > 0) {
    const id = open.pop() as string;
    const step = definition.steps[id];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    open.push(...exits(step).map(({ to }) => to).reverse());
  }
  return [...seen];
}

/** Where a way leads now. */
export function targetOf(definition: Definition, { from, slot }: Pick<Way, 'from' | 'slot'>): string | undefined {
  if (from === TRIGGER) return definition.first;
  const step = definition.steps[from];
  return step && exits(step).find((exit) => exit.slot === slot)?.to;
}

/** The definition with one way leading elsewhere. */
export function withWay(definition: Definition, { from, slot }: Pick<Way, 'from' | 'slot'>, to: string): Definition {
  if (from === TRIGGER) return { ...definition, first: to };
  const step = definition.steps[from];
  return step ? replaceStep(definition, from, withExit(step, slot, to)) : definition;
}

export function replaceStep(definition: Definition, id: string, step: Step): Definition {
  return { ...definition, steps: { ...definition.steps, [id]: step } };
}

/** A step id nobody has yet. */
export function freshId(definition: Definition): string {
  const used = Object.keys(definition.steps).map((id) => Number(/^s(\d+)$/.exec(id)?.[1] ?? 0));
  return `s${Math.max(0, ...used) + 1}`;
}

/** Whether a step ends the flow for whoever comes to it. */
export const isLast = (step: Step | undefined) => step?.type === 'end' || step?.type === 'move';
