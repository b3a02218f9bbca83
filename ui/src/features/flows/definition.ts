import type { Condition } from '@/components/condition/condition';

export const LOCALES = ['en', 'it', 'pl'] as const;
export type MailLocale = (typeof LOCALES)[number];

export interface MailContent {
  subject: string;
  preheader: string;
  mjml: string;
  text?: string;
}

export interface WaitStep {
  type: 'wait';
  name?: string;
  duration: string;
  /** From when it counts: from coming to the step (unless said), or from entering the flow. */
  since?: 'step' | 'entry';
  next: string;
}

export interface SendStep {
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

export interface BranchStep {
  type: 'branch';
  name?: string;
  condition: Condition | null;
  yes: string;
  no: string;
}

export interface EndStep {
  type: 'end';
}

export type Step = WaitStep | SendStep | BranchStep | EndStep;
export type StepType = Step['type'];

/** What starts or stops a flow: a kind and whatever settings that kind has. */
export interface Cause {
  type: string;
  [setting: string]: unknown;
}

export interface Definition {
  trigger: Cause;
  stop: Cause[];
  audience?: Condition | null;
  reentry: Cause;
  first: string;
  steps: Record<string, Step>;
}

/** The way out of a step: `start` is the trigger's. */
export type Slot = 'start' | 'next' | 'yes' | 'no';

/** An edge of the picture: from a step (or the trigger) by one of its ways out. */
export interface Way {
  from: string;
  slot: Slot;
  to: string;
}

export const TRIGGER = '@trigger';

export function exits(step: Step): { slot: Slot; to: string }[] {
  switch (step.type) {
    case 'wait':
    case 'send':
      return [{ slot: 'next', to: step.next }];
    case 'branch':
      return [
        { slot: 'yes', to: step.yes },
        { slot: 'no', to: step.no },
      ];
    case 'end':
      return [];
  }
}

/** Every edge, the trigger's first, then as the flow runs: depth first, yes before no. */
export function ways(definition: Definition): Way[] {
  const found: Way[] = [{ from: TRIGGER, slot: 'start', to: definition.first }];
  const seen = new Set<string>();
  const visit = (id: string) => {
    const step = definition.steps[id];
    if (!step || seen.has(id)) return;
    seen.add(id);
    for (const { slot, to } of exits(step)) {
      found.push({ from: id, slot, to });
      visit(to);
    }
  };
  visit(definition.first);
  return found;
}

/** The steps that people can come to, in the order of the flow. */
export function reachable(definition: Definition): string[] {
  return [...new Set(ways(definition).map((way) => way.to))].filter((id) => definition.steps[id]);
}

/** A step id nobody has yet. */
export function freshId(definition: Definition): string {
  const used = Object.keys(definition.steps).map((id) => Number(/^s(\d+)$/.exec(id)?.[1] ?? 0));
  return `s${Math.max(0, ...used) + 1}`;
}

function redirect(step: Step, from: string, to: string): Step {
  switch (step.type) {
    case 'wait':
    case 'send':
      return step.next === from ? { ...step, next: to } : step;
    case 'branch':
      return step.yes === from || step.no === from
        ? { ...step, yes: step.yes === from ? to : step.yes, no: step.no === from ? to : step.no }
        : step;
    case 'end':
      return step;
  }
}

function withExit(step: Step, slot: Slot, to: string): Step {
  switch (step.type) {
    case 'wait':
    case 'send':
      return slot === 'next' ? { ...step, next: to } : step;
    case 'branch':
      return slot === 'yes' || slot === 'no' ? { ...step, [slot]: to } : step;
    case 'end':
      return step;
  }
}

/** The definition without the steps nobody can come to. */
export function pruned(definition: Definition): Definition {
  const kept = reachable(definition);
  if (kept.length === Object.keys(definition.steps).length) return definition;
  return {
    ...definition,
    steps: Object.fromEntries(kept.map((id) => [id, definition.steps[id] as Step])),
  };
}

export function replaceStep(definition: Definition, id: string, step: Step): Definition {
  return { ...definition, steps: { ...definition.steps, [id]: step } };
}

/** A new step of a kind, going on to `next`; a branch's other way ends. */
function made(type: Exclude<StepType, 'end'>, next: string, end: string): Step {
  switch (type) {
    case 'wait':
      return { type, duration: 'PT24H', next };
    case 'send':
      return { type, channel: 'email', transactional: false, name: '', filter: null, content: {}, next };
    case 'branch':
      return { type, condition: null, yes: next, no: end };
  }
}

/** Puts a new step on an edge. Answers the new definition and the new step's id. */
export function insertStep(
  definition: Definition,
  way: Pick<Way, 'from' | 'slot'>,
  type: Exclude<StepType, 'end'>,
): { definition: Definition; id: string } {
  const source = definition.steps[way.from];
  const target =
    way.from === TRIGGER
      ? definition.first
      : source && exits(source).find((exit) => exit.slot === way.slot)?.to;
  if (target === undefined) return { definition, id: way.from };
  const id = freshId(definition);
  const end = type === 'branch' ? freshId(replaceStep(definition, id, { type: 'end' })) : id;
  const steps: Record<string, Step> = { ...definition.steps };
  if (type === 'branch') steps[end] = { type: 'end' };
  steps[id] = made(type, target, end);
  if (source) steps[way.from] = withExit(source, way.slot, id);
  return {
    definition: { ...definition, first: way.from === TRIGGER ? id : definition.first, steps },
    id,
  };
}

/** Takes a step out; what led to it leads on to its next. Of a branch the chosen way stays. */
export function removeStep(
  definition: Definition,
  id: string,
  keep: 'yes' | 'no' = 'yes',
): Definition {
  const step = definition.steps[id];
  if (!step || step.type === 'end') return definition;
  const next = step.type === 'branch' ? step[keep] : step.next;
  if (next === id) return definition;
  const steps = Object.fromEntries(
    Object.entries(definition.steps)
      .filter(([other]) => other !== id)
      .map(([other, s]) => [other, redirect(s, id, next)]),
  );
  return pruned({
    ...definition,
    first: definition.first === id ? next : definition.first,
    steps,
  });
}

/** A second one of the same right after it; a branch cannot be copied so. */
export function duplicateStep(
  definition: Definition,
  id: string,
): { definition: Definition; id: string } {
  const step = definition.steps[id];
  if (!step || step.type === 'end' || step.type === 'branch') return { definition, id };
  const copy = freshId(definition);
  return {
    definition: {
      ...definition,
      steps: { ...definition.steps, [id]: { ...step, next: copy }, [copy]: structuredClone(step) },
    },
    id: copy,
  };
}
