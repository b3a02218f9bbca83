import { expect, it } from 'vitest';
import { chosen, missing } from './fields';

it('asks for an order number and a date', () => {
  expect(missing('orders', { quantity: 'Quantity' })).toEqual(['order_id', 'order_date']);
  expect(missing('orders', { order_id: 'InvoiceNo', order_date: 'InvoiceDate' })).toEqual([]);
});

it('asks for any one thing by which a customer is known', () => {
  expect(missing('customers', { first_name: 'Name' })).toEqual(['email']);
  expect(missing('customers', { phone: 'Tel' })).toEqual([]);
});

it('leaves out what was emptied', () => {
  expect(chosen({ email: '', decimal: '=', phone: 'Tel', currency: '=EUR' })).toEqual({ phone: 'Tel', currency: '=EUR' });
});
