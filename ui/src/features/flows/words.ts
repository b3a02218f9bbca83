import type { TFunction } from 'i18next';
import type { Comparison, Condition } from '@/components/condition/condition';
import { KNOWN_EVENTS, eventKey } from '@/components/condition/kinds';
import { phraseOf, type Words } from '@/components/condition/sentence';
import { shownValue } from '@/components/condition/shown';
import { spanOf } from '@/lib/duration';
import type { Locale } from '@/lib/api/types';
import type { Format } from '@/lib/format';
import { capital } from '@/lib/sentence';
import { LOCALES, TRIGGER, exits, reachable, type Cause, type DateOf, type Day, type Definition, type SplitStep, type Step } from './graph/definition';
import { daysOf } from './graph/walk';

/** What is needed to say a flow in the user's language; `t` speaks the namespace `flows`. */
export interface FlowWords {
  t: TFunction<'flows'>;
  /** Of several texts the one in this language is shown. */
  locale: string;
  format: Format;
  words: Words;
  flow: (id: string) => string;
  pool: (id: string) => string;
  day: (day: Day, long: boolean) => string;
}

const MOST_CLAUSES = 12;
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** Says the parts of a flow and the whole of it. */
export class FlowSpeaker {
  constructor(
    private readonly w: FlowWords,
    readonly definition: Definition,
  ) {}

  /** Says another flow in the same words. */
  of(definition: Definition): FlowSpeaker {
    return new FlowSpeaker(this.w, definition);
  }

  flowName(id: string): string {
    return this.w.flow(id);
  }

  private values(step: SplitStep, i: number): string | undefined {
    const say = this.w.words.t as unknown as (key: string, values: object) => string;
    return step.cases[i]?.values.map((value) => shownValue(say, this.w.words.language, value, step.trait)).join(', ');
  }

  private t(key: string, values: Record<string, unknown> = {}): string {
    return this.w.t(key as never, values as never) as unknown as string;
  }

  span(iso: string | undefined): string {
    const span = spanOf(iso ?? '');
    return span && span.n > 0 ? this.t(`span.${span.unit}`, { count: span.n, n: this.w.format.number(span.n) }) : '…';
  }

  private is(comparison: Comparison, money = false): string {
    const show = (n: number | null | undefined) => (money ? this.w.format.money(n) : this.w.words.number(n ?? 0));
    const say = this.w.words.t as unknown as (key: string, values: object) => string;
    return say(`amount.${comparison.op}`, { x: show(comparison.value), y: show(comparison.to ?? comparison.value) });
  }

  event(name: string | undefined): string {
    if (!name) return '…';
    const say = this.w.words.t as unknown as (key: string) => string;
    return (KNOWN_EVENTS as readonly string[]).includes(name) ? say(`eventName.${eventKey(name)}`) : this.t('quoted', { text: name });
  }

  condition(condition: Condition | null | undefined): string {
    return condition ? phraseOf(condition, this.w.words) : '…';
  }

  private list(items: string[] | undefined): string {
    return items && items.length > 0
      ? new Intl.ListFormat(this.w.words.language, { type: 'disjunction' }).format(items)
      : '…';
  }

  field({ trait, attribute }: { trait?: string; attribute?: string }): string {
    const say = this.w.words.t as unknown as (key: string, values?: object) => string;
    return trait ? say(`traitObj.${trait}`, { defaultValue: trait }) : attribute ? this.t('quoted', { text: attribute }) : '…';
  }

  date(of: DateOf | string | undefined): string {
    if (typeof of !== 'object') return '…';
    if (of.moment) return this.t(`dateOf.${of.moment}`);
    if (of.property) return this.t('dateOf.property', { name: of.property });
    return of.trait === 'birthday' ? this.t('dateOf.birthday') : this.field(of);
  }

  private offset(offset: string | undefined, date: string): string {
    const days = daysOf(offset ?? 'P0D');
    const count = Math.abs(days);
    return this.t(days === 0 ? 'offset.on' : days < 0 ? 'offset.before' : 'offset.after', {
      date,
      count,
      n: this.w.format.number(count),
    });
  }

  /** "When a cart is abandoned" */
  trigger(cause: Cause): string {
    switch (cause.type) {
      case 'event':
        return this.t('trigger.event', { event: this.event(cause.name) });
      case 'order-status':
        return this.t('trigger.order-status', { statuses: this.list(cause.statuses) });
      case 'threshold':
        return this.t(`trigger.threshold-${typeof cause.of === 'string' ? cause.of : 'orders'}`, {
          value: cause.of === 'spent' ? this.w.format.money(cause.value) : this.w.format.number(cause.value),
        });
      case 'subscribed': {
        const say = this.w.words.t as unknown as (key: string) => string;
        return this.t('trigger.subscribed', { channel: say(`channelObj.${cause.channel ?? 'email'}`) });
      }
      case 'date':
        return capital(this.offset(cause.offset, this.date(cause.of)));
      case 'delivery':
        return capital(this.offset(cause.offset, this.t('dateOf.delivery')));
      case 'inactive':
        return this.t(`trigger.inactive-${cause.of === 'last-seen' ? 'last-seen' : 'last-order'}`, {
          count: cause.days ?? 0,
          n: this.w.format.number(cause.days ?? 0),
        });
      case 'segment-entered':
      case 'segment-left':
        return this.t(`trigger.${cause.type}`, { segment: cause.segment ? this.w.words.segment(cause.segment) : '…' });
      case 'changed':
        return cause.tag !== undefined
          ? this.t(`trigger.tag-${cause.how ?? 'added'}`, { tag: cause.tag || '…' })
          : this.t('trigger.changed', { name: this.field(cause) });
      case 'price-drop':
        return this.t('trigger.price-drop', { percent: this.w.format.percent((cause.percent ?? 0) / 100, 0) });
      default:
        return this.t(`trigger.${cause.type}`, { defaultValue: cause.type });
    }
  }

  /** What narrows a trigger: "at least 100 €", "in the last 90 days". */
  details(cause: Cause): string[] {
    const names = (ids: string[] | undefined) => (ids ?? []).map(this.w.words.product);
    const paths = (list: string[] | undefined) => (list ?? []).map((path) => path.split('/').join(' › '));
    const found: (string | null)[] = [
      cause.after ? this.t('detail.after', { time: this.span(cause.after) }) : null,
      cause.minimum ? this.t('detail.minimum', { amount: this.w.format.money(cause.minimum) }) : null,
      cause.amount ? this.t('detail.amount', { is: this.is(cause.amount, true) }) : null,
      cause.nth ? this.t('detail.nth', { is: this.is(cause.nth) }) : null,
      cause.products?.length ? this.list(names(cause.products)) : null,
      cause.categories?.length ? this.list(paths(cause.categories)) : null,
      cause.brands?.length ? this.list(cause.brands) : null,
      cause.type === 'order' && cause.statuses?.length ? this.t('detail.statuses', { statuses: this.list(cause.statuses) }) : null,
      cause.term ? this.t('detail.term', { term: cause.term }) : null,
      cause.type === 'threshold'
        ? cause.period?.lastDays
          ? this.t('detail.lastDays', { count: cause.period.lastDays, n: this.w.format.number(cause.period.lastDays) })
          : cause.period?.calendar
            ? this.t(`detail.${cause.period.calendar}`)
            : null
        : null,
      cause.for ? this.t('detail.for', { what: this.list(cause.for.map((each) => this.t(`forWhom.${each}`))) }) : null,
      cause.type === 'date' || cause.type === 'delivery' ? this.t('detail.at', { hour: cause.at ?? '…' }) : null,
      cause.type === 'date' && cause.yearly ? this.t('detail.yearly') : null,
      (cause.where?.length ?? 0) > 0 || Object.keys(cause.properties ?? {}).length > 0 ? this.t('send.filtered') : null,
    ];
    return found.filter((each) => each !== null);
  }

  /** What ends a flow early: "an order". */
  stop(cause: Cause): string {
    switch (cause.type) {
      case 'event':
        return lower(this.event(cause.name));
      case 'condition':
        return this.t('stop.that', { what: this.condition(cause.condition) });
      case 'segment-left':
        return this.t('stop.segment-left', { segment: cause.segment ? this.w.words.segment(cause.segment) : '…' });
      default:
        return this.t(`stop.${cause.type}`, { defaultValue: cause.type });
    }
  }

  private moment({ at, days }: { at?: string; days?: Day[] }): string {
    const on = days?.length ? this.list(days.map((day) => this.w.day(day, days.length < 3))) : '';
    if (!on) return this.t('wait-until.at', { hour: at ?? '…' });
    return at ? this.t('wait-until.both', { days: on, hour: at }) : this.t('wait-until.on', { days: on });
  }

  /** The two lines of a step. */
  lines(step: Step): { title: string; text?: string } {
    switch (step.type) {
      case 'wait':
        return { title: this.t(step.since === 'entry' ? 'wait.sinceEntry' : 'wait.title', { time: this.span(step.duration) }) };
      case 'wait-until':
        return { title: this.t('wait-until.title', { when: this.moment(step) }), text: this.t(`zone.${step.zone}`) };
      case 'wait-date':
        return {
          title: this.t('wait-date.title', { when: this.offset(step.offset, this.date(step.of)) }),
          text: this.t('detail.at', { hour: step.at }),
        };
      case 'wait-for':
        return {
          title: step.event
            ? this.t('wait-for.event', {
                event: step.condition
                  ? this.t('wait-for.both', { event: lower(this.event(step.event.name)), what: this.condition(step.condition) })
                  : lower(this.event(step.event.name)),
              })
            : this.t('wait-for.condition', { what: this.condition(step.condition) }),
          text: this.t('wait-for.timeout', { time: this.span(step.timeout) }),
        };
      case 'send': {
        const subject = [this.w.locale, ...LOCALES].map((locale) => step.content[locale as Locale]?.subject).find(Boolean);
        const limits = [
          step.filter ? this.t('send.filtered') : null,
          step.minimumCart ? this.t('send.fromCart', { amount: this.w.format.moneyShort(step.minimumCart) }) : null,
        ].filter(Boolean);
        return {
          title: step.name || this.t('step.send'),
          text: limits.length ? limits.join(' · ') : (subject ?? this.t('send.empty')),
        };
      }
      case 'branch':
        return { title: step.condition ? capital(this.t('branch.title', { what: this.condition(step.condition) })) : this.t('branch.open') };
      case 'split':
        return {
          title: this.t('split.title', { what: this.field(step) }),
          text: this.t('split.cases', { count: step.cases.length, n: step.cases.length }),
        };
      case 'random':
        return {
          title: this.t('random.title'),
          text: step.winner ? this.t('random.winnerText', { time: this.span(step.winner.after) }) : this.t('random.noWinner'),
        };
      case 'holdout':
        return { title: this.t('holdout.title', { percent: this.w.format.percent(step.percent / 100, 0) }) };
      case 'tag': {
        const parts = [
          step.add?.length ? this.t('tag.added', { count: step.add.length, tags: step.add.join(', ') }) : null,
          step.remove?.length ? this.t('tag.removed', { count: step.remove.length, tags: step.remove.join(', ') }) : null,
        ].filter((each) => each !== null);
        return { title: parts.length ? parts.map((part, i) => (i ? lower(part) : part)).join(', ') : this.t('tag.open'), text: this.onlyIf(step) };
      }
      case 'set': {
        const parts = Object.entries(step.attributes).map(([name, value]) =>
          value === null ? this.t('set.clears', { name }) : `${name} = ${typeof value === 'boolean' ? lower(this.t(value ? 'set.kinds.yes' : 'set.kinds.no')) : String(value)}`,
        );
        return { title: parts.length ? this.t('set.title', { what: parts.join(', ') }) : this.t('set.open'), text: this.onlyIf(step) };
      }
      case 'increment':
        return {
          title: this.t(step.by < 0 ? 'increment.less' : 'increment.more', {
            n: this.w.words.number(Math.abs(step.by)),
            name: step.attribute || '…',
          }),
          text: this.onlyIf(step),
        };
      case 'coupon':
        return { title: this.t('coupon.title'), text: step.pool ? this.w.pool(step.pool) : this.t('coupon.open') };
      case 'webhook':
        return { title: step.name || this.t('webhook.title'), text: /^https?:\/\/([^/?#]+)/.exec(step.url)?.[1] ?? this.t('webhook.open') };
      case 'move':
        return { title: this.t('move.title', { flow: step.flow ? this.w.flow(step.flow) : '…' }) };
      case 'end':
        return { title: this.t('step.end') };
    }
  }

  private onlyIf(step: { onlyIfSent?: string }): string | undefined {
    if (!step.onlyIfSent) return undefined;
    return this.t('onlyIfSent.text', { message: this.name(step.onlyIfSent) });
  }

  /** A short name of a step, for lists. */
  name(id: string): string {
    if (id === TRIGGER) return this.t('step.trigger');
    const step = this.definition.steps[id];
    return step ? this.lines(step).title : this.t('step.past');
  }

  /** The whole flow in one or a few sentences: "When a cart is abandoned, wait 1 hour, …". */
  sentence(): string {
    const { definition } = this;
    const details = this.details(definition.trigger);
    const start = this.trigger(definition.trigger) + (details.length ? ` (${details.join(', ')})` : '');
    const state = { told: new Set<string>(), left: MOST_CLAUSES };
    const clauses = this.clauses(definition.first, null, state);
    const untold = reachable(definition).filter((id) => !state.told.has(id) && definition.steps[id]?.type !== 'end').length;
    const whole = [
      this.t('say.flow', { start, steps: clauses.length ? clauses.join(', ') : this.t('say.nothing') }),
      untold > 0 ? this.t('say.more', { count: untold, n: this.w.format.number(untold) }) : null,
      definition.audience ? this.t('say.audience', { what: this.condition(definition.audience) }) : null,
      definition.stop.length ? this.t('say.stops', { what: this.list(definition.stop.map((cause) => this.stop(cause))) }) : null,
    ];
    return whole.filter(Boolean).join(' ');
  }

  /** What happens from a step on, up to where ways meet again. */
  private clauses(from: string, until: string | null, state: { told: Set<string>; left: number }): string[] {
    const said: string[] = [];
    let id = from;
    for (;;) {
      const step = this.definition.steps[id];
      if (!step || id === until || step.type === 'end' || state.left <= 0) return said;
      if (state.told.has(id)) return [...said, this.t('say.again', { step: this.name(id) })];
      state.told.add(id);
      state.left--;
      const ways = exits(step);
      if (step.type === 'move') return [...said, lower(this.lines(step).title)];
      const parts = step.type === 'branch' || step.type === 'split' || step.type === 'random' || step.type === 'wait-for';
      if (!parts || new Set(ways.map(({ to }) => to)).size < 2) {
        if (step.type === 'send') said.push(this.t('say.send', { name: step.name || this.t('say.unnamed') }));
        else if (step.type === 'webhook' && step.name) said.push(this.t('say.call', { name: step.name }));
        else said.push(lower(this.lines(step).title));
        id = ways[0]?.to ?? '';
        continue;
      }
      const meet = this.meeting(ways.map(({ to }) => to));
      const each = ways.map(({ slot, to }) => {
        const inner = this.clauses(to, meet, state);
        return { slot, text: inner.length ? inner.join(', ') : to === meet ? this.t('say.straight') : this.definition.steps[to]?.type === 'end' ? this.t('say.ends') : '…' };
      });
      const of = (slot: string) => each.find((way) => way.slot === slot)?.text ?? '';
      if (step.type === 'branch')
        said.push(this.t('say.branch', { what: this.condition(step.condition), yes: of('yes'), no: of('no') }));
      else if (step.type === 'wait-for')
        said.push(this.t('say.waitFor', { what: lower(this.lines(step).title), time: this.span(step.timeout), next: of('next'), late: of('late') }));
      else
        said.push(
          this.t('say.parts', {
            what: lower(this.lines(step).title),
            ways: each
              .map(({ text }, i) =>
                this.t('say.part', {
                  name: step.type === 'random' ? `${step.ways[i]?.name ?? ''} (${this.w.format.percent((step.ways[i]?.percent ?? 0) / 100, 0)})` : (this.values(step, i) ?? lower(this.t('way.otherwise'))),
                  text,
                }),
              )
              .join('; '),
          }),
        );
      if (meet === null) return said;
      id = meet;
      if (this.definition.steps[meet]?.type !== 'end') said.push(...this.clauses(meet, until, state).map((clause, i) => (i === 0 ? this.t('say.then', { clause }) : clause)));
      return said;
    }
  }

  /** The first step that all of these ways come to. */
  private meeting(starts: string[]): string | null {
    const reached = starts.map((first) => reachable({ ...this.definition, first }));
    const others = reached.slice(1).map((ids) => new Set(ids));
    return reached[0]?.find((id) => others.every((ids) => ids.has(id))) ?? null;
  }
}
