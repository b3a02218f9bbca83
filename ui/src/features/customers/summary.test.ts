import { expect, it } from 'vitest';
import { summaryOf } from './summary';

it('names up to three products of a cart or an order', () => {
  const products = ['Boots', 'Jacket', 'Mug', 'Lamp', 'Socks'].map((name) => ({ name }));
  expect(summaryOf({ properties: { products: products.slice(0, 2) } })).toBe('Boots, Jacket');
  expect(summaryOf({ properties: { products } })).toBe('Boots, Jacket, Mug +2');
});

it('says what was searched', () => {
  expect(summaryOf({ properties: { query: 'warm boots', filters: [] } })).toBe('warm boots');
});

it('is empty when nothing tells', () => {
  expect(summaryOf({ properties: {} })).toBe('');
  expect(summaryOf({ properties: { products: [] , name: '' } })).toBe('');
});
