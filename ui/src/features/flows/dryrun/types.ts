import type { PersonRef } from '@/lib/api/types';
import type { Definition } from '../graph/definition';

export type DryStatus = 'running' | 'done' | 'cancelled' | 'failed';

export interface DryStep {
  entered: number;
  waiting: number;
  sent: number;
  skipped: number;
  held: number;
  stopped: number;
  ended: number;
  heldOut: number;
  /** Messages that would not have gone out, by reason. */
  why: Record<string, number>;
}

export interface DryOther {
  flow: string;
  entered: number;
  waiting: number;
  ended: number;
  stopped: number;
  heldOut: number;
  messages: number;
  refused: Record<string, number>;
  steps: Record<string, DryStep | undefined>;
}

/** What came of a dry run, so far while it is running. */
export interface DryResult {
  entered: number;
  waiting: number;
  ended: number;
  stopped: number;
  heldOut: number;
  messages: number;
  skipped: number;
  held: number;
  ordersBefore: number;
  ordersAfter: number;
  refused: Record<string, number>;
  skips: Record<string, number>;
  holds: Record<string, number>;
  stops: Record<string, number>;
  steps: Record<string, DryStep | undefined>;
  edges: Record<string, Record<string, number> | undefined>;
  /** Messages: all of them; those of the flow itself by step, those of others by flow. */
  days: { day: string; entered: number; messages: number; steps: Record<string, number>; flows: Record<string, number> }[];
  /** What came of those who went on in other flows. */
  others: DryOther[];
  /** What was answered with the knowledge of today. */
  notes: string[];
}

export interface DryRun {
  id: string;
  version: number;
  days: number;
  from: string;
  to: string;
  sample: number;
  status: DryStatus;
  progress: number;
  createdAt: string;
  endedAt: string | null;
  reason: string | null;
  entered: number;
  messages: number;
  definition: Definition | null;
  result: DryResult | null;
}

export interface DryNote {
  at: string;
  kind: string;
  step: string;
  reason?: string;
  answer?: string;
  until?: string;
  subject?: string;
  /** The flow in which that was, when it is not the one that was tried. */
  flow?: string;
  /** The flow into which she went, or not. */
  to?: string;
}

export interface DryPerson {
  profile: PersonRef;
  enteredAt: string;
  outcome: string;
  story: DryNote[];
}
