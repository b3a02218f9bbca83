import { describe, expect, it } from 'vitest';
import { asked, cellOf, limits, read, sums, written } from './rfm';

describe('the RFM grid', () => {
  it('writes a cell into the address and reads it again', () => {
    expect(written(cellOf(5, 4, null))).toBe('5-4-');
    expect(read('5-4-')).toEqual(cellOf(5, 4, null));
    expect(read('5-4-3')).toEqual(cellOf(5, 4, 3));
    expect(read('6-4-3')).toBeNull();
    expect(read(null)).toBeNull();
  });

  it('finds the cell that a segment asks for', () => {
    expect(asked({ type: 'all', of: [cellOf(5, 4, 3)] })).toBe('5-4-3');
    expect(asked({ type: 'all', of: [cellOf(5, 4, 3), { type: 'purchased', is: true }] })).toBeNull();
    expect(asked({ type: 'not', of: cellOf(5, 4, 3) })).toBeNull();
  });

  it('adds up the fifths of value', () => {
    const cells = [
      { recency: 5, frequency: 4, monetary: 1, people: 2, spent: 100 },
      { recency: 5, frequency: 4, monetary: 5, people: 3, spent: 900 },
      { recency: 1, frequency: 1, monetary: 1, people: 7, spent: 10 },
    ];
    expect(sums(cells, null).get('5-4')).toEqual({ people: 5, spent: 1000 });
    expect(sums(cells, 5).get('5-4')).toEqual({ people: 3, spent: 900 });
    expect(sums(cells, 5).get('1-1')).toBeUndefined();
  });

  it('says where a fifth lies, and that an empty one is nowhere', () => {
    expect(limits(1, [1, 1, 1, 2])).toEqual({ over: undefined, upTo: 1 });
    expect(limits(2, [1, 1, 1, 2])).toBeNull();
    expect(limits(4, [1, 1, 1, 2])).toEqual({ over: 1, upTo: 2 });
    expect(limits(5, [1, 1, 1, 2])).toEqual({ over: 2, upTo: undefined });
  });
});
