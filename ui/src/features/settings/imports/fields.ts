import type { ImportKind } from '@/lib/api/types';

const PERSON = ['customer_id', 'email', 'phone', 'first_name', 'last_name', 'name', 'country', 'city', 'company'];
const PRODUCT = ['product_id', 'sku', 'product_name', 'brand', 'category', 'variant', 'url', 'image_url'];

/** The fields a file of each kind may have, in the order in which one thinks of them. */
export const FIELDS: Record<ImportKind, string[]> = {
  customers: [
    ...PERSON, 'gender', 'birthday', 'locale', 'timezone', 'tags', 'created_at', 'updated_at', 'consent_email', 'consent_sms',
  ],
  products: [...PRODUCT, 'price', 'currency', 'stock', 'updated_at'],
  orders: [
    'order_id', 'order_number', 'order_date', 'status', 'currency', 'total', 'shipping', 'tax', 'discount', 'coupon',
    'payment_method', 'quantity', 'price', 'line_total', ...PRODUCT, ...PERSON,
  ],
};

/** Without these a row is nothing. */
export const REQUIRED: Record<ImportKind, string[]> = {
  customers: [],
  products: ['product_id'],
  orders: ['order_id', 'order_date'],
};

/** How to read the file; given as text, sent as a constant (`=…`). */
export const OPTIONS = ['date_format', 'decimal', 'cancel_prefix', 'skip_prefix'];

/** Field → column, or `=constant`. */
export type Mapping = Record<string, string>;

/** What is still missing before the file can be read. */
export function missing(kind: ImportKind, mapping: Mapping): string[] {
  const lacking = REQUIRED[kind].filter((field) => !mapping[field]);
  if (kind === 'customers' && !['customer_id', 'email', 'phone'].some((field) => mapping[field])) return ['email'];
  return lacking;
}

/** Without what was emptied. */
export function chosen(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, column]) => column !== '' && column !== '='));
}
