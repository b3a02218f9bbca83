import { expect, it } from 'vitest';
import { deepest } from './categories';

it('leaves out the parents of a category', () => {
  expect(deepest(['Men', 'Men/Shoes', 'Men/Shoes/Trekking', 'Sale'])).toEqual(['Men/Shoes/Trekking', 'Sale']);
});

it('does not take a longer name for a child', () => {
  expect(deepest(['Men', 'Mens wear'])).toEqual(['Men', 'Mens wear']);
});
