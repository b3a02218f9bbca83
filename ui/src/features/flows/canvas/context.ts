import { createContext, useContext } from 'react';
import type { Definition, StepType } from '../graph/definition';
import type { Clip, Spot } from '../graph/edit';
import type { StepNumbers } from '../types';

/** What can be done to the steps from the picture. */
export interface Acts {
  insert: (spot: Spot, type: StepType) => void;
  paste: (spot: Spot) => void;
  copy: (ids: string[]) => void;
  cut: (ids: string[]) => void;
  duplicate: (id: string) => void;
  remove: (ids: string[]) => void;
  move: (id: string, spot: Spot) => void;
  reattach: (spot: Spot, to: string) => void;
  drag: (id: string, by: { dx: number; dy: number }) => void;
}

export interface CanvasContext {
  definition: Definition;
  /** Numbers by step; null for a flow that nobody has entered yet. */
  numbers: Record<string, StepNumbers | undefined> | null;
  entered: number | null;
  /** How many went each way. */
  counts: Map<string, number>;
  /** Ids of steps with something wrong. */
  problems: Set<string>;
  /** The step whose settings are open. */
  opened: string | null;
  selection: ReadonlySet<string>;
  /** Where the keyboard is. */
  current: string;
  /** The steps of a test run; null when none is under way. */
  trail: ReadonlySet<string> | null;
  /** The edge onto which a step is being added, or would be dropped. */
  adding: string | null;
  hot: string | null;
  clip: Clip | null;
  /** Missing where nothing may be changed. */
  acts: Acts | null;
  press: (id: string, extend: boolean) => void;
  setAdding: (way: string | null) => void;
}

export const Canvas = createContext<CanvasContext | null>(null);

export function useCanvas(): CanvasContext {
  const context = useContext(Canvas);
  if (!context) throw new Error('not in a picture');
  return context;
}
