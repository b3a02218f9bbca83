import type { PersonRef } from '@/lib/api/types';
import type { Definition, Step } from './graph/definition';

export type FlowStatus = 'draft' | 'live' | 'paused' | 'archived';

/** What the server finds wrong with a definition, and where. */
export interface FlowFault {
  code?: string;
  step?: string | null;
  field?: string | null;
  message: string;
  line?: number | null;
}

export interface Flow {
  id: string;
  name: string;
  status: FlowStatus;
  recipe: string | null;
  version: number;
  definition: Definition;
  problems: FlowFault[];
  entered: number;
  waiting: number;
  sent: number;
  converted: number;
  revenue: number;
  createdAt: string;
  updatedAt: string;
  liveSince: string | null;
  /** The flows that move people to this one. */
  usedBy?: { id: string; name: string }[];
}

export interface StepNumbers {
  entered: number;
  waiting: number;
  sent: number;
  skipped: number;
  /** Of a dry run, which knows nothing of opens: messages that the gate would have put off. */
  held?: number;
  opened: number;
  clicked: number;
  converted: number;
  revenue: number;
  /** Calls of a webhook step. */
  delivered?: number;
  failed?: number;
}

export interface FlowNumbers {
  entered: number;
  waiting: number;
  sent: number;
  stopped: number;
  ended: number;
  converted: number;
  revenue: number;
  steps: Record<string, StepNumbers | undefined>;
}

export type RunStatus = 'running' | 'paused' | 'parked' | 'done' | 'stopped';

export interface Run {
  id: string;
  profile: PersonRef;
  version: number;
  status: RunStatus;
  step: string;
  enteredAt: string;
  wakeAt: string | null;
  endedAt: string | null;
  reason: string | null;
  key: string;
}

export interface Recipe {
  id: string;
  name: string;
  description: string;
  /** Its type. */
  trigger: string;
  messages: number;
  settings?: RecipeSetting[];
}

/** A whole number, a pool's id or an address; null for none. */
export type SettingValue = number | string | null;

export interface RecipeSetting {
  name: string;
  kind: 'money' | 'minutes' | 'hours' | 'days' | 'number' | 'percent' | 'pool' | 'address';
  /** What to ask, in the caller's language. */
  label: string;
  text: string;
  value: SettingValue;
}

export interface Version {
  version: number;
  createdAt: string;
  running: number;
}

/** Coupon codes of one kind, handed out one by one. */
export interface Pool {
  id: string;
  name: string;
  /** How many are left. */
  left?: number;
}

/** What moving people from an old version to the present one would do; `to` is null for who stays. */
export interface MovePreview {
  from: number;
  to: number;
  moved: number;
  staying: number;
  /** `was`: the step as it is in their version. */
  steps: { step: string; people: number; to: string | null; again: boolean; was?: Step | null }[];
}

/** What became of people who were put in by hand; `refused` has the first thousand. */
export interface Added {
  entered: number;
  refusedTotal: number;
  refused: { profile: string | null; email: string | null; reason: 'unknown' | 're-entry' | 'audience' }[];
}
