import type { PersonRef } from '@/lib/api/types';

/** What is taken to happen now. Money is minor units. */
export interface Assumption {
  type: 'entered' | 'cart' | 'order' | 'event';
  amount?: number;
  products?: string[];
  name?: string;
  properties?: Record<string, string>;
}

export interface Line {
  at: string;
  outcome: string;
  reason: string;
  detail: Record<string, unknown>;
  /** Another flow than the one that was asked, which this one hands the customer over to. */
  flow: { id: string; name: string } | null;
  step: string | null;
  /** Kind of the step, and what the marketer called it. */
  type: string | null;
  name: string | null;
  /** What may come of it, where that cannot be known. */
  ways: Way[];
}

export interface Way {
  reason: string;
  lines: Line[];
}

export interface WhatIfAnswer {
  person: PersonRef;
  at: string;
  draft: boolean;
  enters: boolean;
  lines: Line[];
}
