import { useCallback, useState } from 'react';
import { begin, change, redo, undo } from './undo';

/** State that can be undone. `set` takes a burst name, so that typing is one step back. */
export function useUndo<T>(initial: T) {
  const [state, setState] = useState(() => begin(initial));
  return {
    value: state.present,
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
    set: useCallback(
      (next: T | ((now: T) => T), burst?: string) =>
        setState((s) =>
          change(s, typeof next === 'function' ? (next as (now: T) => T)(s.present) : next, burst),
        ),
      [],
    ),
    undo: useCallback(() => setState(undo), []),
    redo: useCallback(() => setState(redo), []),
    reset: useCallback((value: T) => setState(begin(value)), []),
  };
}
