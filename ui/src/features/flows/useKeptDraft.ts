import { useEffect } from 'react';
import type { Definition } from './graph/definition';
import { hiding } from './graph/secrets';

/** Work that was not saved when the window went away, kept in this browser. */
export interface Kept {
  /** The save it started from. */
  base: string;
  at: string;
  definition: Definition;
}

const place = (flow: string) => `ritorno.flow.${flow}`;

export function readKept(flow: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(place(flow)) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

export function forget(flow: string) {
  localStorage.removeItem(place(flow));
}

/**
 * Writes the work down after each change, at once: whoever leaves loses nothing, but for secrets, which this browser
 * is not to know. Forgets it when nothing is unsaved.
 */
export function useKeeping(flow: string, base: { updatedAt: string; definition: Definition }, definition: Definition, dirty: boolean) {
  useEffect(() => {
    if (!dirty) return forget(flow);
    try {
      const shown = { ...definition, steps: hiding(definition.steps, base.definition.steps) };
      localStorage.setItem(place(flow), JSON.stringify({ base: base.updatedAt, at: new Date().toISOString(), definition: shown } satisfies Kept));
    } catch {
      // a full or forbidden store: the warning on leaving remains
    }
  }, [flow, base, definition, dirty]);
}
