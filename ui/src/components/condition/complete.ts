import type { Comparison, Condition, Leaf, Period, Test, When } from './condition';

const number = (value: unknown) => typeof value === 'number' && Number.isFinite(value);

const comparison = (is: Comparison) =>
  number(is.value) && (is.op !== 'between' || (number(is.to) && (is.to as number) >= is.value));

const when = (w: When) => {
  switch (w.is) {
    case 'before':
    case 'after':
    case 'on':
      return Boolean(w.date);
    case 'between':
      return Boolean(w.date && w.to && w.date <= w.to);
    default:
      return [w.days, w.hours, w.months].filter(number).length === 1;
  }
};

const period = (p: Period | null | undefined) =>
  !p || number(p.lastDays) || number(p.lastHours) || number(p.lastMonths) || Boolean((p.from || p.to) && !(p.from && p.to && p.from > p.to));

const test = (t: Test) => {
  switch (t.type) {
    case 'text':
    case 'list':
      return t.values.length > 0;
    case 'number':
      return comparison(t.is);
    case 'date':
      return when(t.is);
    case 'anniversary':
      return number(t.from) && number(t.to) && t.from <= t.to;
    case 'boolean':
    case 'known':
      return true;
  }
};

/** Whether a row says enough to be asked; what is still open is marked in the builder. */
export function isComplete(leaf: Leaf): boolean {
  switch (leaf.type) {
    case 'purchased':
      return period(leaf.period);
    case 'order-amount':
    case 'total-spent':
      return comparison(leaf.amount) && period(leaf.period);
    case 'open-cart':
      return comparison(leaf.amount);
    case 'order-count':
      return comparison(leaf.count) && period(leaf.period);
    case 'bought-category':
      return leaf.categories.length > 0 && (!leaf.count || comparison(leaf.count)) && period(leaf.period);
    case 'bought-brand':
      return leaf.brands.length > 0 && (!leaf.count || comparison(leaf.count)) && period(leaf.period);
    case 'bought-product':
      return leaf.products.length > 0 && (!leaf.count || comparison(leaf.count)) && period(leaf.period);
    case 'cart-abandoned':
      return (
        number(leaf.atLeastHours) && (!number(leaf.lessThanHours) || (leaf.lessThanHours as number) > leaf.atLeastHours)
      );
    case 'last-purchase':
    case 'last-cart':
    case 'moment':
      return when(leaf.when);
    case 'attribute':
      return leaf.name.trim() !== '' && test(leaf.test);
    case 'trait':
      return test(leaf.test);
    case 'event':
      return (
        leaf.event.trim() !== '' &&
        (!leaf.count || comparison(leaf.count)) &&
        (!leaf.sum || (leaf.sum.property.trim() !== '' && comparison(leaf.sum.is))) &&
        period(leaf.period) &&
        (leaf.where ?? []).every((filter) => filter.property.trim() !== '' && test(filter.test))
      );
    case 'order':
      return (
        (!leaf.coupon || test(leaf.coupon)) &&
        (!leaf.amount || comparison(leaf.amount)) &&
        (!leaf.count || comparison(leaf.count)) &&
        period(leaf.period)
      );
    case 'message':
      return (!leaf.count || comparison(leaf.count)) && period(leaf.period);
    case 'rfm':
      return Boolean(leaf.recency?.length || leaf.frequency?.length || leaf.monetary?.length);
    case 'top':
      return number(leaf.people) !== number(leaf.percent) && period(leaf.period);
    case 'consent':
      return true;
    case 'segment':
    case 'list':
      return leaf.id !== '';
  }
}

export function allComplete(condition: Condition): boolean {
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.every(allComplete);
    case 'not':
      return allComplete(condition.of);
    default:
      return isComplete(condition);
  }
}
