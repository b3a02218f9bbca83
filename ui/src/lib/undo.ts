/**
 * A value with its past and its future. Changes that belong to one burst (typing in one field) are
 * undone together.
 */
export interface Undo<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  burst: string | null;
}

const KEPT = 200;

export function begin<T>(present: T): Undo<T> {
  return { past: [], present, future: [], burst: null };
}

export function change<T>(state: Undo<T>, next: T, burst: string | null = null): Undo<T> {
  if (Object.is(next, state.present)) return state;
  if (burst !== null && burst === state.burst) return { ...state, present: next, future: [] };
  return { past: [...state.past, state.present].slice(-KEPT), present: next, future: [], burst };
}

export function undo<T>(state: Undo<T>): Undo<T> {
  if (state.past.length === 0) return state;
  const present = state.past[state.past.length - 1] as T;
  return {
    past: state.past.slice(0, -1),
    present,
    future: [state.present, ...state.future],
    burst: null,
  };
}

export function redo<T>(state: Undo<T>): Undo<T> {
  if (state.future.length === 0) return state;
  const present = state.future[0] as T;
  return {
    past: [...state.past, state.present],
    present,
    future: state.future.slice(1),
    burst: null,
  };
}
