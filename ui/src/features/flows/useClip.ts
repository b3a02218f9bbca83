import { useSyncExternalStore } from 'react';
import type { Clip } from './graph/edit';
import { hiding } from './graph/secrets';

const PLACE = 'ritorno.steps';
const listeners = new Set<() => void>();
let text: string | null | undefined;
let clip: Clip | null = null;

function read(): Clip | null {
  const now = localStorage.getItem(PLACE);
  if (now !== text) {
    text = now;
    try {
      clip = JSON.parse(now ?? 'null') as Clip | null;
    } catch {
      clip = null;
    }
  }
  return clip;
}

/** Steps copied here can be put into any flow of this browser. */
export function writeClip(next: Clip) {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ ...next, steps: hiding(next.steps) }));
  } catch {
    return;
  }
  listeners.forEach((listener) => listener());
}

export function useClip(): Clip | null {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    window.addEventListener('storage', listener);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', listener);
    };
  }, read);
}
