import { describe, expect, it } from 'vitest';
import { begin, change, redo, undo } from './undo';

describe('undo', () => {
  it('goes back and forth through changes', () => {
    const state = change(change(begin('a'), 'b'), 'c');
    expect(undo(state).present).toBe('b');
    expect(undo(undo(state)).present).toBe('a');
    expect(redo(undo(undo(state))).present).toBe('b');
  });

  it('stays put at either end', () => {
    expect(undo(begin(1)).present).toBe(1);
    expect(redo(begin(1)).present).toBe(1);
  });

  it('takes typing in one field as one change', () => {
    const typed = change(change(change(begin(''), 'h', 'name'), 'he', 'name'), 'hey', 'name');
    expect(typed.present).toBe('hey');
    expect(undo(typed).present).toBe('');
  });

  it('starts a new change in another field and after an undo', () => {
    const typed = change(change(begin(''), 'a', 'name'), 'b', 'subject');
    expect(undo(typed).present).toBe('a');
    const again = change(undo(change(begin(''), 'a', 'name')), 'b', 'name');
    expect(undo(again).present).toBe('');
  });

  it('forgets the future when something new happens', () => {
    const state = change(undo(change(begin(1), 2)), 3);
    expect(redo(state).present).toBe(3);
  });

  it('keeps the same state for no change', () => {
    const state = begin({});
    expect(change(state, state.present)).toBe(state);
  });
});
