import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { formats } from '@/lib/format';
import type { Condition, Leaf, Op, Test } from './condition';
import en from './i18n/en.json';
import it_ from './i18n/it.json';
import pl from './i18n/pl.json';
import { KINDS, kindOf } from './kinds';
import { sentenceOf, type Words } from './sentence';

const speech = i18next.createInstance();

beforeAll(() =>
  speech.init({
    lng: 'en',
    resources: { en: { condition: en }, it: { condition: it_ }, pl: { condition: pl } },
    defaultNS: 'condition',
    interpolation: { escapeValue: false },
  }),
);

function words(language: string): Words {
  const format = formats(language, language === 'pl' ? 'PLN' : 'EUR', 'UTC');
  return {
    t: speech.getFixedT(language, 'condition'),
    language,
    money: (minor) => format.money(minor),
    number: (value) => format.number(value, 6),
    product: (id) => ({ p1: 'Kettle' })[id] ?? id,
    flow: (id) => ({ f1: 'Welcome' })[id] ?? id,
    step: (_, step) => ({ m1: 'Hello' })[step] ?? step,
    segment: (id) => ({ s1: 'VIP' })[id] ?? id,
  };
}

/** With ordinary spaces, as one types them. */
const say = (language: string, condition: Condition | null) =>
  sentenceOf(condition, words(language)).replaceAll(/[\u00a0\u202f]/g, ' ');

const once: Condition = {
  type: 'all',
  of: [
    { type: 'order-count', count: { op: '=', value: 1 } },
    { type: 'last-purchase', when: { is: 'at-least-ago', days: 90 } },
  ],
};

describe('a condition in words', () => {
  it('speaks three languages', () => {
    expect(say('en', once)).toBe('Customers who have placed exactly 1 order and last purchased at least 90 days ago.');
    expect(say('it', once)).toBe(
      'Clienti che hanno effettuato esattamente 1 ordine e hanno fatto l’ultimo acquisto almeno 90 giorni fa.',
    );
    expect(say('pl', once)).toBe(
      'Klienci, którzy złożyli dokładnie 1 zamówienie i ostatnio kupili co najmniej 90 dni temu.',
    );
  });

  it('counts as each language does', () => {
    const orders = (value: number): Condition => ({
      type: 'order-count',
      count: { op: '>=', value },
      period: { lastDays: 30 },
    });
    expect(say('pl', orders(2))).toContain('co najmniej 2 zamówienia w ciągu ostatnich 30 dni');
    expect(say('pl', orders(5))).toContain('co najmniej 5 zamówień');
    expect(say('it', orders(1))).toContain('almeno 1 ordine negli ultimi 30 giorni');
  });

  it('writes money in the currency of the shop', () => {
    const cart: Condition = { type: 'open-cart', amount: { op: '>', value: 5000 } };
    expect(say('en', cart)).toBe('Customers who have an open cart worth more than €50.00.');
    expect(say('it', cart)).toBe('Clienti che hanno un carrello aperto di oltre 50,00 €.');
    expect(say('pl', cart)).toBe('Klienci, którzy mają otwarty koszyk o wartości powyżej 50,00 zł.');
  });

  it('speaks of ranks, months and a message of a flow', () => {
    const champions: Condition = { type: 'rfm', recency: [5, 4], frequency: [5], monetary: [] };
    expect(say('en', champions)).toBe('Customers who are buyers with recency 4 or 5 of 5 and frequency 5 of 5 (RFM).');
    expect(say('it', champions)).toBe('Clienti che sono acquirenti con recenza 4 o 5 su 5 e frequenza 5 su 5 (RFM).');
    expect(say('pl', champions)).toBe('Klienci, którzy mają w ocenie RFM świeżość 4 lub 5 na 5 i częstotliwość 5 na 5.');
    const best: Condition = { type: 'top', by: 'spent', people: 100, period: { lastMonths: 12 } };
    expect(say('en', best)).toBe('Customers who are among the 100 best customers by money spent in the last 12 months.');
    expect(say('it', best)).toBe('Clienti che sono tra i 100 migliori clienti per importo speso negli ultimi 12 mesi.');
    expect(say('pl', best)).toBe(
      'Klienci, którzy są wśród 100 najlepszych klientów pod względem wydanej kwoty w ciągu ostatnich 12 miesięcy.',
    );
    const tenth: Condition = { type: 'top', by: 'orders', percent: 10 };
    expect(say('en', tenth)).toBe('Customers who are among the best 10% of customers by number of orders.');
    const opened: Condition = { type: 'moment', of: 'last-opened', when: { is: 'at-least-ago', months: 3 } };
    expect(say('en', opened)).toContain('at least 3 months ago');
    expect(say('it', opened)).toContain('almeno 3 mesi fa');
    expect(say('pl', opened)).toContain('co najmniej 3 miesiące temu');
    const hello: Condition = { type: 'message', act: 'opened', flow: 'f1', step: 'm1' };
    expect(say('en', hello)).toContain('at least 1 message (“Hello” of the flow “Welcome”)');
    expect(say('it', hello)).toContain('almeno 1 messaggio («Hello» del flusso «Welcome»)');
  });

  it('puts nested groups in brackets', () => {
    const nested: Condition = {
      type: 'all',
      of: [
        { type: 'purchased', is: true, period: { from: '2026-01-01' } },
        {
          type: 'any',
          of: [
            { type: 'bought-brand', brands: ['Alpina', 'Nord'] },
            { type: 'bought-product', products: ['p1'] },
          ],
        },
      ],
    };
    expect(say('en', nested)).toBe(
      'Customers who have purchased since January 1, 2026 and (have bought the brands “Alpina” or “Nord” or have bought “Kettle”).',
    );
  });

  it('denies in the words of the language', () => {
    const not = (of: Condition): Condition => ({ type: 'not', of });
    const viewed: Leaf = { type: 'event', event: 'Product Viewed', period: { lastDays: 7 } };
    expect(say('en', not(viewed))).toBe('Customers who have not viewed a product in the last 7 days.');
    expect(say('it', not(viewed))).toBe('Clienti che non hanno visto alcun prodotto negli ultimi 7 giorni.');
    expect(say('pl', not(viewed))).toBe('Klienci, którzy nie oglądali produktu w ciągu ostatnich 7 dni.');
    expect(say('en', not({ type: 'order-count', count: { op: '>=', value: 3 } }))).toContain('fewer than 3 orders');
    expect(say('en', not({ type: 'segment', id: 's1', is: true }))).toContain('are not in the segment “VIP”');
    expect(say('en', not(once))).toContain('do not meet this: (have placed');
    expect(say('en', not(not(viewed)))).toContain('have viewed a product');
  });

  it('says never when there is no purchase', () => {
    expect(say('en', { type: 'purchased', is: false })).toBe('Customers who have never purchased.');
    expect(say('pl', { type: 'order-count', count: { op: '=', value: 0 } })).toBe(
      'Klienci, którzy nigdy nic nie kupili.',
    );
  });

  it('has the Italian articles of days right', () => {
    const before = (date: string): Condition => ({ type: 'last-cart', when: { is: 'before', date } });
    expect(say('it', before('2026-05-08'))).toContain('prima dell’8 maggio 2026');
    expect(say('it', before('2026-05-09'))).toContain('prima del 9 maggio 2026');
    expect(say('it', { type: 'last-cart', when: { is: 'between', date: '2026-05-11', to: '2026-05-12' } })).toContain(
      'tra l’11 maggio 2026 e il 12 maggio 2026',
    );
  });

  it('keeps grammar where figures and days meet words', () => {
    const attribute = (test: Test): Condition => ({ type: 'attribute', name: 'points', test });
    const number = (op: Op, to?: number): Test => ({ type: 'number', is: to === undefined ? { op, value: 5 } : { op, value: 5, to } });
    expect(say('it', attribute(number('<=')))).toBe('Clienti che hanno nel campo «points» un numero di al massimo 5.');
    expect(say('it', attribute(number('between', 9)))).toBe('Clienti che hanno nel campo «points» un numero compreso tra 5 e 9.');
    expect(say('pl', attribute(number('!=')))).toBe('Klienci, którzy mają w polu „points” liczbę: inną niż 5.');
    const sum = (op: Op): Condition => ({ type: 'event', event: 'Points', sum: { property: 'points', is: { op, value: 5 } } });
    expect(say('it', sum('>='))).toContain('con un totale di «points» di almeno 5');
    expect(say('it', sum('<='))).toContain('con un totale di «points» di al massimo 5');
    const since = (day: string): Condition => ({ type: 'last-purchase', when: { is: 'at-least-ago', hours: 72 }, nothingSince: day });
    expect(say('it', since('2026-10-11'))).toContain('nulla dall’11 ottobre 2026');
    expect(say('it', since('2026-10-01'))).toContain('nulla dal 1º ottobre 2026');
    expect(say('pl', since('2026-10-01'))).toContain('od 1 października 2026');
    const ago = (days: number): Condition => ({ type: 'last-purchase', when: { is: 'exactly-ago', days } });
    expect([say('en', ago(0)), say('it', ago(0)), say('pl', ago(1))]).toEqual([
      'Customers who last purchased today.',
      'Clienti che hanno fatto l’ultimo acquisto oggi.',
      'Klienci, którzy ostatnio kupili wczoraj.',
    ]);
    const renewal = attribute({ type: 'date', is: { is: 'on', date: '2026-11-08' } });
    expect(say('it', renewal)).toBe('Clienti che hanno la data «points» l’8 novembre 2026.');
    const cart: Condition = { type: 'cart-abandoned', atLeastHours: 24, lessThanHours: 72 };
    expect(say('it', cart)).toBe('Clienti che hanno un carrello abbandonato da almeno 1 giorno e da meno di 3 giorni.');
    const span: Condition = { type: 'trait', name: 'birthday', test: { type: 'anniversary', from: -3, to: 5 } };
    expect(say('en', span)).toBe('Customers who have their birthday from 3 days back to 5 days ahead.');
    expect(say('pl', span)).toBe('Klienci, którzy mają urodziny od 3 dni wstecz do 5 dni naprzód.');
  });

  it('says none of several, and one of one', () => {
    const tags = (op: 'has-any' | 'has-all' | 'has-none', ...values: string[]): Condition => ({ type: 'trait', name: 'tags', test: { type: 'list', op, values } });
    expect(say('it', tags('has-none', 'a', 'b'))).toBe('Clienti che non hanno l’etichetta né «a» né «b».');
    expect(say('pl', tags('has-none', 'a', 'b'))).toBe('Klienci, którzy nie mają tagu „a” ani „b”.');
    expect(say('it', tags('has-all', 'a'))).toBe('Clienti che hanno l’etichetta «a».');
    expect(say('it', { type: 'order', paymentMethods: ['blik'], count: { op: '=', value: 0 } })).toBe(
      'Clienti che non hanno effettuato alcun ordine con pagamento «blik».',
    );
    expect(say('pl', { type: 'not', of: { type: 'order', paymentMethods: ['blik'] } })).toBe(
      'Klienci, którzy nie złożyli żadnego zamówienia z płatnością „blik”.',
    );
    expect(say('it', { type: 'not', of: { type: 'any', of: [] } })).toBe('Clienti che sono nell’archivio del negozio.');
    expect(say('it', { type: 'all', of: [] })).toBe('Tutti i clienti.');
  });

  it('does not call unknown what is not true', () => {
    const not: Condition = { type: 'not', of: { type: 'attribute', name: 'b2b', test: { type: 'boolean', is: true } } };
    expect(say('en', not)).toBe('Customers who do not meet this: have “b2b” set to yes.');
  });

  it('names the properties of usual events', () => {
    const viewed: Condition = { type: 'event', event: 'Product Viewed', where: [{ property: 'price', test: { type: 'number', is: { op: '>', value: 50 } } }, { property: 'shade', test: { type: 'known', is: true } }] };
    expect(say('it', viewed)).toBe('Clienti che hanno visto un prodotto con prezzo superiore a 50 e «shade» presente.');
    expect(say('pl', viewed)).toBe('Klienci, którzy oglądali produkt (gdzie cena ma wartość powyżej 50 i podano „shade”).');
  });

  it('says filters of events', () => {
    const searched: Condition = {
      type: 'event',
      event: 'Products Searched',
      count: { op: '>=', value: 2 },
      where: [{ property: 'query', test: { type: 'text', op: 'contains', values: ['boots'] } }],
    };
    expect(say('en', searched)).toBe(
      'Customers who have searched the shop at least 2 times where search words contains “boots”.',
    );
  });

  it('says orders of a kind, messages and days that return', () => {
    const order: Condition = {
      type: 'order',
      paymentMethods: ['blik'],
      coupon: { type: 'known', is: true },
      count: { op: '>=', value: 2 },
      period: { lastDays: 30 },
    };
    expect(say('en', order)).toBe(
      'Customers who have placed at least 2 orders paid with “blik”, with a coupon in the last 30 days.',
    );
    expect(say('pl', order)).toContain('złożyli co najmniej 2 zamówienia z płatnością „blik”, z kuponem w ciągu');
    const opened: Condition = { type: 'message', act: 'opened', flow: 'f1', period: { lastDays: 90 } };
    expect(say('en', opened)).toBe(
      'Customers who have opened at least 1 message of the flow “Welcome” in the last 90 days.',
    );
    expect(say('it', { type: 'not', of: opened })).toBe(
      'Clienti che non hanno aperto alcun messaggio del flusso «Welcome» negli ultimi 90 giorni.',
    );
    const birthday = (from: number, to: number): Condition => ({
      type: 'trait',
      name: 'birthday',
      test: { type: 'anniversary', from, to },
    });
    expect(say('en', birthday(0, 7))).toBe('Customers who have their birthday today or in the next 7 days.');
    expect(say('it', birthday(0, 0))).toBe('Clienti che compiono gli anni oggi.');
    expect(say('pl', birthday(3, 3))).toBe('Klienci, którzy mają urodziny dokładnie za 3 dni.');
    const points: Condition = {
      type: 'event',
      event: 'Points Earned',
      sum: { property: 'points', is: { op: '>=', value: 500 } },
    };
    expect(say('en', points)).toBe(
      'Customers who have triggered “Points Earned” with “points” adding up to at least 500.',
    );
    expect(say('en', { type: 'not', of: points })).toContain('adding up to less than 500');
  });

  it('marks what is not filled in', () => {
    expect(say('en', { type: 'bought-brand', brands: [] })).toBe('Customers who … (not complete yet).');
  });

  it('means everybody without a condition', () => {
    expect(say('it', null)).toBe('Tutti i clienti.');
  });

  it('leaves no kind without words in any language', () => {
    const filled = (leaf: Leaf): Leaf => {
      const json = JSON.stringify(leaf)
        .replace(/"(values|brands|categories|products)":\[\]/g, '"$1":["x"]')
        .replace(/"(event|name|id)":""/g, '"$1":"x"');
      return JSON.parse(json) as Leaf;
    };
    for (const language of ['en', 'it', 'pl'])
      for (const kind of KINDS) {
        const leaf = filled(kind.make(100));
        expect(speech.exists(`kind.${kind.id.replace(':', '-')}`, { lng: language })).toBe(true);
        expect(kindOf(kind.make(100))).toBe(kind.id);
        for (const condition of [leaf, { type: 'not', of: leaf } as Condition]) {
          const text = say(language, condition);
          expect(text, `${language} ${kind.id}`).not.toMatch(/\{\{|\b(s|op|noun|count|worth|amount|did|didNot|when|period|f|consent|number|nor|property|yearly|d|traitObj|channelObj)\.[\w><=!-]|not complete/);
        }
      }
  });
});
