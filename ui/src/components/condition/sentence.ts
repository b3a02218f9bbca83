import type { TFunction } from 'i18next';
import { isComplete } from './complete';
import {
  AGO_UNITS,
  RFM,
  isSome,
  type Comparison,
  type Condition,
  type Filter,
  type Leaf,
  type Op,
  type Period,
  type Test,
  type TextOp,
  type When,
} from './condition';
import { KNOWN_EVENTS, eventKey } from './kinds';
import { propertyName, shownValue } from './shown';
import { yearlyDays, yearlyMode, type Yearly } from './yearly';

/** What a sentence needs besides the condition. `t` speaks the namespace `condition`. */
export interface Words {
  t: TFunction<'condition'>;
  language: string;
  money: (minor: number) => string;
  number: (value: number) => string;
  /** Names behind ids; the id itself when unknown. */
  product: (id: string) => string;
  flow: (id: string) => string;
  /** The name of a message that a flow sends. */
  step: (flow: string, step: string) => string;
  segment: (id: string) => string;
}

const INVERSE: Partial<Record<Op, Op>> = { '=': '!=', '!=': '=', '>': '<=', '<=': '>', '<': '>=', '>=': '<' };
const OPPOSITE: Partial<Record<TextOp, TextOp>> = {
  is: 'is-not',
  'is-not': 'is',
  contains: 'contains-not',
  'contains-not': 'contains',
};

type Article = 'il' | 'del' | 'dal' | 'al';

/** Italian alone has articles before a day; before 8 and 11 they lose their vowel. */
const ELIDED: Record<Article, string> = { il: 'l’', del: 'dell’', dal: 'dall’', al: 'all’' };
const ARTICLES: Record<string, [Article, Article]> = {
  'when.before': ['del', 'il'],
  'period.between': ['dal', 'al'],
  'period.since': ['dal', 'il'],
  'period.until': ['al', 'il'],
  's.nothingSince': ['dal', 'il'],
};

/** Whether any amount will do. */
const isAny = (amount: Comparison) => (amount.op === '>' && amount.value === 0) || (amount.op === '>=' && amount.value <= 1);

/** With one value, all of them is that one. */
const oneIsAny = (test: Extract<Test, { type: 'list' }>) =>
  test.op === 'has-all' && test.values.length === 1 ? 'has-any' : test.op;

class Speaker {
  constructor(private readonly w: Words) {}

  private t(key: string, values: Record<string, unknown> = {}): string {
    return this.w.t(key as never, values as never) as unknown as string;
  }

  /** Whole and nested groups: one phrase after "customers who …". */
  phrase(condition: Condition, inner: boolean): string {
    switch (condition.type) {
      case 'all':
      case 'any': {
        const parts = condition.of.map((each) => this.phrase(each, true));
        if (parts.length === 0) return this.t(condition.type === 'all' ? 's.everybody' : 's.nobody');
        if (parts.length === 1) return parts[0] as string;
        const joined = this.t(condition.type === 'all' ? 's.and' : 's.or', {
          first: parts.slice(0, -1).join(', '),
          last: parts[parts.length - 1],
        });
        return inner ? `(${joined})` : joined;
      }
      case 'not':
        return this.negated(condition.of);
      default:
        return this.leaf(condition, inner);
    }
  }

  private negated(of: Condition): string {
    switch (of.type) {
      case 'not':
        return this.phrase(of.of, true);
      case 'all':
      case 'any':
        if (of.of.length === 0) return this.t(of.type === 'any' ? 's.everybody' : 's.nobody');
        return this.t('s.not', { what: this.phrase(of, true) });
      default:
        return this.opposite(of) ?? this.t('s.not', { what: this.leaf(of) });
    }
  }

  /** The leaf that says the contrary in better words than "not". */
  private opposite(leaf: Leaf): string | null {
    const flip = (is: Comparison): Comparison | null => {
      const op = INVERSE[is.op];
      return op ? { ...is, op } : null;
    };
    switch (leaf.type) {
      case 'purchased':
        return this.leaf({ ...leaf, is: !leaf.is });
      case 'segment':
        return this.leaf({ ...leaf, is: !leaf.is });
      case 'order-count': {
        const count = flip(leaf.count);
        return count && this.leaf({ ...leaf, count });
      }
      case 'total-spent': {
        const amount = flip(leaf.amount);
        return amount && this.leaf({ ...leaf, amount });
      }
      case 'open-cart':
        return isAny(leaf.amount) ? this.t('s.openCartNone') : this.t('s.openCartNot', { worth: this.worth(leaf.amount) });
      case 'list':
        return this.t('s.listNot', { name: this.w.segment(leaf.id) });
      case 'order':
        return !leaf.count || isSome(leaf.count) ? this.ordered(leaf, true) : null;
      case 'order-amount':
        return this.t('s.orderAmountNot', { worth: this.worth(leaf.amount), period: this.period(leaf.period) });
      case 'bought-category':
      case 'bought-brand':
      case 'bought-product': {
        if (isSome(leaf.count)) return this.bought(leaf, true);
        const count = leaf.count && flip(leaf.count);
        return count ? this.bought({ ...leaf, count }, false) : null;
      }
      case 'message': {
        if (isSome(leaf.count)) return this.messages(leaf, true);
        const count = leaf.count && flip(leaf.count);
        return count ? this.messages({ ...leaf, count }, false) : null;
      }
      case 'event': {
        if (leaf.sum) {
          const is = flip(leaf.sum.is);
          return is && this.leaf({ ...leaf, sum: { ...leaf.sum, is } });
        }
        if (isSome(leaf.count)) return this.did(leaf, true);
        const count = leaf.count && flip(leaf.count);
        return count ? this.did({ ...leaf, count }, false) : null;
      }
      case 'trait':
      case 'attribute': {
        const test = this.oppositeTest(leaf.test);
        return test && this.leaf({ ...leaf, test });
      }
      case 'consent':
        return this.t(`s.consentNot.${leaf.state}`, { channel: this.t(`channelObj.${leaf.channel}`) });
      default:
        return null;
    }
  }

  private oppositeTest(test: Test): Test | null {
    if (test.type === 'known') return { ...test, is: !test.is };
    if (test.type === 'text') {
      const op = OPPOSITE[test.op];
      return op ? { ...test, op } : null;
    }
    if (test.type === 'list' && test.op !== 'has-all')
      return { ...test, op: test.op === 'has-any' ? 'has-none' : 'has-any' };
    return null;
  }

  leaf(leaf: Leaf, inner = false): string {
    if (!isComplete(leaf)) return this.t('s.open');
    switch (leaf.type) {
      case 'purchased':
        return this.t(leaf.is ? 's.purchased' : leaf.period ? 's.purchasedNotIn' : 's.purchasedNot', {
          period: this.period(leaf.period),
        });
      case 'order-amount':
        return this.t('s.orderAmount', { worth: this.worth(leaf.amount), period: this.period(leaf.period) });
      case 'total-spent':
        return this.t('s.totalSpent', { amount: this.amount(leaf.amount), period: this.period(leaf.period) });
      case 'open-cart':
        if (isAny(leaf.amount)) return this.t('s.openCartAny');
        return this.t('s.openCart', { worth: this.worth(leaf.amount) });
      case 'order-count':
        return leaf.count.op === '=' && leaf.count.value === 0
          ? this.leaf({ type: 'purchased', is: false, period: leaf.period })
          : this.t('s.orderCount', { count_: this.count(leaf.count, 'orders'), period: this.period(leaf.period) });
      case 'bought-category':
      case 'bought-brand':
      case 'bought-product':
        return leaf.count?.op === '=' && leaf.count.value === 0 ? this.bought(leaf, true) : this.bought(leaf, false);
      case 'cart-abandoned':
        if (leaf.atLeastHours === 0 && leaf.lessThanHours == null) return this.t('s.cartAbandonedAny');
        return leaf.lessThanHours == null
          ? this.t('s.cartAbandoned', { time: this.hours(leaf.atLeastHours) })
          : this.t('s.cartAbandonedUpTo', {
              time: this.hours(leaf.atLeastHours),
              most: this.hours(leaf.lessThanHours),
            });
      case 'last-purchase': {
        const last = this.t('s.lastPurchase', { when: this.when(leaf.when) });
        if (!leaf.nothingSince) return last;
        const both = this.t('s.and', { first: last, last: this.dated('s.nothingSince', leaf.nothingSince) });
        return inner ? `(${both})` : both;
      }
      case 'last-cart':
        return this.t('s.lastCart', { when: this.when(leaf.when) });
      case 'moment':
        return this.t(`s.moment.${leaf.of}`, { when: this.when(leaf.when) });
      case 'attribute':
        return this.tested(this.t('s.attribute', { name: leaf.name }), leaf.test);
      case 'trait':
        if (leaf.name === 'tags' && leaf.test.type === 'list')
          return this.t(`s.tags.${oneIsAny(leaf.test)}`, { values: this.listed(leaf.test) });
        if (leaf.name === 'birthday' && leaf.test.type === 'date')
          return this.t('s.birthday', { when: this.when(leaf.test.is) });
        if (leaf.name === 'birthday' && leaf.test.type === 'anniversary')
          return this.t('s.birthdayYearly', { yearly: this.yearly(leaf.test) });
        return this.tested(this.t(`traitObj.${leaf.name}`), leaf.test, leaf.name);
      case 'event':
        return leaf.count?.op === '=' && leaf.count.value === 0 ? this.did(leaf, true) : this.did(leaf, false);
      case 'order':
        return this.ordered(leaf, leaf.count?.op === '=' && leaf.count.value === 0);
      case 'message':
        return this.messages(leaf, leaf.count?.op === '=' && leaf.count.value === 0);
      case 'rfm':
        return this.t('s.rfm', {
          what: this.list(
            RFM.flatMap((of) => {
              const fifths = leaf[of];
              return fifths?.length ? [this.t(`rfm.${of}`, { fifths: this.fifths(fifths) })] : [];
            }),
            true,
          ),
        });
      case 'top': {
        const n = leaf.percent ?? leaf.people ?? 0;
        return this.t(leaf.percent != null ? 's.topPercent' : 's.topPeople', {
          count: n,
          n: this.w.number(n),
          by: this.t(`top.${leaf.by}`),
          period: this.period(leaf.period),
        });
      }
      case 'consent':
        return this.t(`s.consent.${leaf.state}`, { channel: this.t(`channelObj.${leaf.channel}`) });
      case 'list':
        return this.t('s.list', { name: this.w.segment(leaf.id) });
      case 'segment':
        return this.t(leaf.is ? 's.segment' : 's.segmentNot', { name: this.w.segment(leaf.id) });
    }
  }

  private bought(
    leaf: Extract<Leaf, { type: 'bought-category' | 'bought-brand' | 'bought-product' }>,
    not: boolean,
  ): string {
    const names =
      leaf.type === 'bought-category'
        ? leaf.categories.map((path) => path.split('/').join(' › '))
        : leaf.type === 'bought-brand'
          ? leaf.brands
          : leaf.products.map(this.w.product);
    const kind = { 'bought-category': 'Category', 'bought-brand': 'Brand', 'bought-product': 'Product' }[leaf.type];
    const values = {
      names: this.values(names),
      count: names.length,
      period: this.period(leaf.period),
    };
    if (not) return this.t(`s.boughtNot${kind}`, values);
    const bought = this.t(`s.bought${kind}`, values);
    if (isSome(leaf.count) || !leaf.count) return bought;
    return this.t('s.withCount', {
      what: bought,
      times: this.count(leaf.count, leaf.measure === 'pieces' ? 'pieces' : 'inOrders'),
    });
  }

  private ordered(leaf: Extract<Leaf, { type: 'order' }>, not: boolean): string {
    const details: string[] = [];
    if (leaf.paymentMethods?.length) details.push(this.t('d.payment', { values: this.values(leaf.paymentMethods) }));
    if (leaf.statuses?.length) details.push(this.t('d.status', { values: this.values(leaf.statuses) }));
    if (leaf.coupon?.type === 'known') details.push(this.t(leaf.coupon.is ? 'd.couponYes' : 'd.couponNo'));
    else if (leaf.coupon) details.push(this.t('d.coupon', this.testParts(leaf.coupon)));
    if (leaf.amount) details.push(this.worth(leaf.amount));
    return this.t(not ? 's.orderNone' : 's.orderCount', {
      count_: this.count(leaf.count ?? { op: '>=', value: 1 }, 'orders'),
      period: `${details.length ? ` ${details.join(', ')}` : ''}${this.period(leaf.period)}`,
    });
  }

  private messages(leaf: Extract<Leaf, { type: 'message' }>, not: boolean): string {
    const details: string[] = [];
    if (leaf.channel) details.push(this.t(`d.channel.${leaf.channel}`));
    if (leaf.flow && leaf.step)
      details.push(this.t('d.step', { name: this.w.step(leaf.flow, leaf.step), flow: this.w.flow(leaf.flow) }));
    else if (leaf.flow) details.push(this.t('d.flow', { name: this.w.flow(leaf.flow) }));
    if (leaf.machines) details.push(this.t(`d.machines.${leaf.act}`));
    return this.t(`${not ? 's.messageNot' : 's.message'}.${leaf.act}`, {
      count_: this.count(leaf.count ?? { op: '>=', value: 1 }, 'messages'),
      details: details.length ? ` ${details.join(', ')}` : '',
      period: this.period(leaf.period),
    });
  }

  private yearly(day: Yearly): string {
    const n = yearlyDays(day);
    if (n === 0) return this.t('yearly.today');
    if (n === 1 && yearlyMode(day) === 'in') return this.t('yearly.tomorrow');
    return this.t(`yearly.${yearlyMode(day)}`, {
      count: n,
      n: this.w.number(n),
      time: this.t('noun.days', { count: n, n: this.w.number(n) }),
      a: this.daysOff(day.from),
      b: this.daysOff(day.to),
    });
  }

  /** So many days before or after today. */
  private daysOff(days: number): string {
    const time = this.t('noun.days', { count: Math.abs(days), n: this.w.number(Math.abs(days)) });
    return days === 0 ? this.t('yearly.today') : this.t(days < 0 ? 'yearly.back' : 'yearly.ahead', { time });
  }

  private did(leaf: Extract<Leaf, { type: 'event' }>, not: boolean): string {
    const known = (KNOWN_EVENTS as readonly string[]).includes(leaf.event);
    const what = known
      ? this.t(`${not ? 'didNot' : 'did'}.${eventKey(leaf.event)}`)
      : this.t(not ? 'didNot.other' : 'did.other', { event: leaf.event });
    const times = leaf.sum
      ? ` ${this.t('s.sum', { property: leaf.sum.property, test: this.plain(leaf.sum.is) })}`
      : isSome(leaf.count) || !leaf.count || not
        ? ''
        : ` ${this.count(leaf.count, 'times')}`;
    const where = (leaf.where ?? []).map((filter) => this.filter(filter));
    return this.t(not ? 's.didNot' : 's.did', {
      what: what + times,
      where: where.length === 0 ? '' : ` ${this.t('s.where', { filters: this.list(where, true) })}`,
      period: this.period(leaf.period),
    });
  }

  private filter({ property, test }: Filter): string {
    return this.t(`f.${test.type === 'known' || test.type === 'boolean' ? `${test.type}.${String(test.is)}` : test.type}`, {
      property: propertyName((key, values) => this.t(key, values), property),
      ...this.testParts(test),
    });
  }

  private testParts(test: Test, trait?: string): Record<string, string> {
    switch (test.type) {
      case 'text':
      case 'list':
        return {
          test: this.t(`op.${test.op}`, {
            values: this.values(this.shown(test, trait), test.op === 'has-all'),
          }),
        };
      case 'number':
        return { test: this.plain(test.is) };
      case 'date':
        return { test: this.when(test.is) };
      case 'anniversary':
        return { test: this.yearly(test) };
      case 'boolean':
      case 'known':
        return {};
    }
  }

  /** "have Milano as city", "have a city that contains …" */
  private tested(name: string, test: Test, trait?: string): string {
    switch (test.type) {
      case 'text':
      case 'list':
        return this.t(`s.text.${test.type === 'list' ? oneIsAny(test) : test.op}`, {
          name,
          values: this.listed(test, trait),
        });
      case 'known':
      case 'boolean':
        return this.t(`s.${test.type}.${test.is ? 'yes' : 'no'}`, { name });
      case 'number':
        return this.t('s.number', { name, test: this.plain(test.is) });
      case 'date':
        return this.t('s.date', { name, when: this.when(test.is) });
      case 'anniversary':
        return this.t('s.yearly', { name, yearly: this.yearly(test) });
    }
  }

  private shown(test: { values: string[] }, trait?: string): string[] {
    return test.values.map((value) => shownValue((key, values) => this.t(key, values), this.w.language, value, trait));
  }

  /** "a or b", "a and b", or "neither a nor b" where the sentence itself says *not*. */
  private listed(test: Extract<Test, { type: 'text' | 'list' }>, trait?: string): string {
    const shown = this.shown(test, trait);
    if (shown.length < 2 || !['is-not', 'contains-not', 'has-none'].includes(test.op))
      return this.values(shown, test.op === 'has-all');
    const quoted = shown.map((value) => this.t('quoted', { value }));
    return quoted.slice(1).reduce((first, next) => this.t('nor.next', { first, next }), this.t('nor.first', { value: quoted[0] }));
  }

  private count(is: Comparison, noun: 'orders' | 'pieces' | 'times' | 'inOrders' | 'messages'): string {
    const n = this.w.number(is.value);
    if (is.op === 'between') return this.t(`between.${noun}`, { a: n, b: this.w.number(is.to ?? is.value) });
    if (is.op === '!=') return this.t(`other.${noun}`, { n });
    return this.t(`count.${is.op}`, { what: this.t(`noun.${noun}`, { count: is.value, n }) });
  }

  /** "4 or 5" of five; the last is the best. */
  private fifths(fifths: number[]): string {
    return this.list(
      [...fifths].sort((a, b) => a - b).map((fifth) => this.w.number(fifth)),
      false,
    );
  }

  private amount(is: Comparison): string {
    return this.t(`amount.${is.op}`, { x: this.w.money(is.value), y: this.w.money(is.to ?? is.value) });
  }

  private worth(is: Comparison): string {
    return this.t(`worth.${is.op}`, { x: this.w.money(is.value), y: this.w.money(is.to ?? is.value) });
  }

  private plain(is: Comparison): string {
    return this.t(`number.${is.op}`, { x: this.w.number(is.value), y: this.w.number(is.to ?? is.value) });
  }

  /** With a leading space where there is one. */
  private period(period: Period | null | undefined): string {
    if (!period) return '';
    const text =
      period.lastDays != null
        ? this.t('period.days', { count: period.lastDays, n: this.w.number(period.lastDays) })
        : period.lastMonths != null
          ? this.t('period.months', { count: period.lastMonths, n: this.w.number(period.lastMonths) })
        : period.lastHours != null
          ? this.t('period.hours', { count: period.lastHours, n: this.w.number(period.lastHours) })
          : period.from && period.to
            ? this.dated('period.between', period.from, period.to)
            : period.from
              ? this.dated('period.since', period.from)
              : this.dated('period.until', period.to as string);
    return ` ${text}`;
  }

  private when(when: When): string {
    switch (when.is) {
      case 'before':
      case 'after':
      case 'on':
        return this.dated(`when.${when.is}`, when.date as string);
      case 'between':
        return this.dated('when.between', when.date as string, when.to as string);
      default: {
        const unit = AGO_UNITS.find((each) => when[each] != null) ?? 'days';
        const n = when[unit] ?? 0;
        if (when.is === 'exactly-ago' && unit === 'days' && n < 2) return this.t(n === 0 ? 'when.today' : 'when.yesterday');
        return this.t(`when.${when.is}`, { time: this.t(`noun.${unit}`, { count: n, n: this.w.number(n) }) });
      }
    }
  }

  private dated(key: string, from: string, to?: string): string {
    const [first, second] = ARTICLES[key] ?? ['il', 'il'];
    return this.t(key, { day: this.the(first, from), ...(to === undefined ? {} : { end: this.the(second, to) }) });
  }

  private the(article: Article, day: string): string {
    const text = this.day(day);
    if (this.w.language !== 'it') return text;
    if (day.endsWith('-01')) return `${article} ${text.replace(/^1 /, '1º ')}`;
    return /-(08|11)$/.test(day) ? `${ELIDED[article]}${text}` : `${article} ${text}`;
  }

  private day(day: string): string {
    return new Intl.DateTimeFormat(this.w.language, { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(`${day}T12:00:00Z`),
    );
  }

  private hours(n: number): string {
    return n > 0 && n % 24 === 0
      ? this.t('noun.days', { count: n / 24, n: this.w.number(n / 24) })
      : this.t('noun.hours', { count: n, n: this.w.number(n) });
  }

  private values(values: string[], all = false): string {
    return this.list(
      values.map((value) => this.t('quoted', { value })),
      all,
    );
  }

  private list(values: string[], all: boolean): string {
    return new Intl.ListFormat(this.w.language, { type: all ? 'conjunction' : 'disjunction' }).format(values);
  }
}

/** "bought nothing for 90 days and have an open cart": what follows "customers who". */
export function phraseOf(condition: Condition, words: Words): string {
  return new Speaker(words).phrase(condition, false);
}

/** The whole condition as one sentence; without a condition, everybody. */
export function sentenceOf(condition: Condition | null, words: Words): string {
  if (condition?.type === 'all' && condition.of.length === 0) return sentenceOf(null, words);
  const say = words.t as unknown as (key: string, values?: object) => string;
  return condition ? say('s.sentence', { what: phraseOf(condition, words) }) : say('s.all');
}
