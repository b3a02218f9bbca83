import type { TimelineEntry } from '@/lib/api/types';

const TELLING = ['name', 'query', 'subject', 'number', 'order_id', 'category', 'title', 'path', 'url', 'coupon'];

/** The few properties that say what an event was about. */
export function summaryOf({ properties }: Pick<TimelineEntry, 'properties'>): string {
  const products = properties.products;
  if (Array.isArray(products) && products.length > 0) {
    const names = products.flatMap((product: unknown) =>
      typeof product === 'object' && product !== null && 'name' in product ? [String(product.name)] : [],
    );
    if (names.length > 0) return names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
  }
  for (const key of TELLING) {
    const value = properties[key];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
    if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  }
  return '';
}
