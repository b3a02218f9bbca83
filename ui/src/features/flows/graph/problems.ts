import { kindAt } from '@/components/condition/place';
import { minutesOf } from '@/lib/duration';
import type { FlowFault } from '../types';
import { LOCALES, TRIGGER, exits, reachable, type Cause, type DateOf, type Definition, type MailLocale, type Step } from './definition';

/** What is wrong and where: `step` is the trigger's id for what concerns the whole flow. */
export interface Problem {
  /** A key of the texts, the server's word for the same mistake. */
  code: string;
  step: string;
  field: string;
  locale?: MailLocale;
  /** What the server said, where there are no words for its code. */
  message?: string;
  line?: number | null;
  /** What the condition is called that it is about, where it is about one. */
  kind?: string;
}

const HOUR = 60;
const minutes = (iso: string | undefined) => minutesOf(iso ?? '') ?? 0;

function hasDate(of: DateOf | string | undefined): boolean {
  return typeof of === 'object' && Boolean(of.trait || of.attribute || of.moment || of.property);
}

function ofCause(cause: Cause, at: string, add: (code: string, field: string) => void) {
  switch (cause.type) {
    case 'event':
      if (!cause.name?.trim()) add('event-missing', `${at}.name`);
      break;
    case 'order-status':
      if (!cause.statuses?.length) add('value-missing', `${at}.statuses`);
      break;
    case 'threshold':
      if (!(Number(cause.value) > 0)) add('value-missing', `${at}.value`);
      break;
    case 'checkout-abandoned':
    case 'browse-abandoned':
    case 'search-abandoned':
      if (minutes(cause.after) <= 0) add('duration-missing', `${at}.after`);
      break;
    case 'date':
      if (!hasDate(cause.of)) add('value-missing', `${at}.of`);
      break;
    case 'inactive':
      if (!(Number(cause.days) > 0)) add('value-missing', `${at}.days`);
      break;
    case 'segment-entered':
    case 'segment-left':
      if (!cause.segment) add('segment-missing', `${at}.segment`);
      break;
    case 'changed':
      if (!(cause.trait || cause.attribute || cause.tag)) add('value-missing', `${at}.${'tag' in cause ? 'tag' : 'attribute'}`);
      break;
    case 'cart-abandoned':
      if (cause.after !== undefined && minutes(cause.after) <= 0) add('duration-missing', `${at}.after`);
      break;
    case 'back-in-stock':
    case 'price-drop':
      // left out it means all of them
      if (cause.for?.length === 0) add('value-missing', `${at}.for`);
      if (cause.type === 'price-drop' && !(Number(cause.percent) > 0)) add('value-missing', `${at}.percent`);
      break;
    case 'condition':
      if (!cause.condition) add('condition-missing', `${at}.condition`);
      break;
  }
}

function ofSend(step: Extract<Step, { type: 'send' }>, main: MailLocale, add: (code: string, field: string, locale?: MailLocale) => void) {
  const written = LOCALES.filter((locale) => step.content[locale]);
  if (written.length === 0) return add('content-missing', 'content');
  if (!step.content[main]) add('locale-missing', 'content', main);
  for (const locale of written) {
    const content = step.content[locale];
    if (!content?.subject.trim()) add('subject-missing', `content.${locale}.subject`, locale);
    if (!content?.mjml.trim()) add('body-missing', `content.${locale}.mjml`, locale);
  }
}

function ofStep(step: Step, definition: Definition, main: MailLocale, add: (code: string, field: string, locale?: MailLocale) => void) {
  switch (step.type) {
    case 'wait':
      if (minutes(step.duration) <= 0) add('duration-missing', 'duration');
      break;
    case 'wait-until':
      if (!step.at && !step.days?.length) add('value-missing', 'at');
      break;
    case 'wait-date':
      if (!hasDate(step.of)) add('value-missing', 'of');
      break;
    case 'wait-for':
      if (step.event && !step.event.name.trim()) add('event-missing', 'event.name');
      if (step.event ? step.condition === null : !step.condition) add('condition-missing', 'condition');
      if (minutes(step.timeout) <= 0) add('duration-missing', 'timeout');
      break;
    case 'send':
      ofSend(step, main, add);
      break;
    case 'branch':
      if (!step.condition) add('condition-missing', 'condition');
      break;
    case 'split':
      if (!(step.trait || step.attribute)) add('value-missing', 'attribute');
      if (step.cases.length === 0) add('cases-missing', 'cases');
      step.cases.forEach(({ values }, i) => values.length === 0 && add('value-missing', `cases[${i}].values`));
      break;
    case 'random':
      if (step.ways.reduce((sum, { percent }) => sum + percent, 0) !== 100) add('percent-sum', 'ways');
      if (step.winner && minutes(step.winner.after) <= 0) add('duration-missing', 'winner.after');
      break;
    case 'holdout':
      if (!(step.percent > 0 && step.percent < 100)) add('value-missing', 'percent');
      break;
    case 'tag':
      if (!step.add?.length && !step.remove?.length) add('value-missing', 'add');
      break;
    case 'set':
      if (Object.keys(step.attributes).length === 0) add('value-missing', 'attributes');
      break;
    case 'increment':
      if (!step.attribute.trim()) add('value-missing', 'attribute');
      break;
    case 'coupon':
      if (!step.pool) add('pool-missing', 'pool');
      break;
    case 'webhook':
      if (!/^https?:\/\/./.test(step.url)) add('url-missing', 'url');
      break;
    case 'move':
      if (!step.flow) add('flow-missing', 'flow');
      break;
    case 'end':
      break;
  }
  if ('onlyIfSent' in step && step.onlyIfSent && definition.steps[step.onlyIfSent]?.type !== 'send') add('sent-unknown', 'onlyIfSent');
}

/** Whether a circle through this step takes its time. */
function rests(step: Step | undefined): boolean {
  return step?.type === 'wait' && step.since !== 'entry' && minutes(step.duration) >= HOUR;
}

/** The steps that close a circle in which nothing waits. */
function restless(definition: Definition): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  for (const root of reachable(definition)) {
    if (state.has(root) || rests(definition.steps[root])) continue;
    const stack = [{ id: root, left: exits(definition.steps[root] as Step).map(({ to }) => to) }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { id: string; left: string[] };
      const next = top.left.pop();
      if (next === undefined) {
        state.set(top.id, 'done');
        stack.pop();
      } else if (state.get(next) === 'open') {
        if (!found.includes(top.id)) found.push(top.id);
      } else if (!state.has(next) && definition.steps[next] && !rests(definition.steps[next])) {
        state.set(next, 'open');
        stack.push({ id: next, left: exits(definition.steps[next] as Step).map(({ to }) => to) });
      }
    }
  }
  return found;
}

/**
 * What can be seen to be wrong before asking the server, so that it is marked as one types. Each mail
 * needs the shop's own language, which everybody gets whose language has no text.
 */
export function problemsOf(definition: Definition, main: MailLocale): Problem[] {
  const found: Problem[] = [];
  const whole = (code: string, field: string) => found.push({ code, step: TRIGGER, field });
  ofCause(definition.trigger, 'trigger', whole);
  definition.stop.forEach((cause, i) => ofCause(cause, `stop[${i}]`, whole));
  if (definition.reentry.type === 'after' && minutes(definition.reentry.duration) <= 0) whole('duration-missing', 'reentry.duration');
  if (Object.keys(definition.steps).length === 0) whole('no-steps', 'steps');
  else if (!definition.steps[definition.first]) whole('next-missing', 'first');
  for (const id of reachable(definition)) {
    const step = definition.steps[id] as Step;
    ofStep(step, definition, main, (code, field, locale) => found.push({ code, step: id, field, ...(locale && { locale }) }));
    for (const { slot, to } of exits(step))
      if (!definition.steps[to]) found.push({ code: to === '' ? 'next-missing' : 'next-unknown', step: id, field: slot });
  }
  for (const id of restless(definition)) found.push({ code: 'loop-without-wait', step: id, field: 'next' });
  return found;
}

/** What the server says, at its place; what the screen has found by itself is not told twice. */
export function merged(own: Problem[], told: FlowFault[], definition: Definition): Problem[] {
  const known = new Set(own.map(({ code, step }) => `${code} ${step}`));
  return [
    ...own,
    ...told
      .map((fault): Problem => {
        const field = fault.field ?? '';
        const locale = LOCALES.find((each) => field.startsWith(`content.${each}.`));
        const kind = kindAt(fault.step ? definition.steps[fault.step] : definition, field);
        return {
          code: fault.code ?? 'invalid',
          step: fault.step && definition.steps[fault.step] ? fault.step : TRIGGER,
          field,
          message: fault.message,
          line: fault.line,
          ...(locale && { locale }),
          ...(kind && { kind }),
        };
      })
      .filter(({ code, step }) => code === 'unknown' || code === 'invalid' || code === 'template' || !known.has(`${code} ${step}`)),
  ];
}
