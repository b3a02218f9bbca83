import type { Condition } from '@/components/condition/condition';
import type { ProfileRow } from '@/lib/api/types';

export interface Use {
  kind: string;
  id: string;
  name: string;
}

export interface Segment {
  id: string;
  name: string;
  condition: Condition;
  /** Kept by hand. */
  list?: boolean;
  members: number;
  /** Whether its people have been found; until then `members` grows. */
  ready: boolean;
  /** 0 to 1, while its people are being found. */
  progress?: number;
  createdAt: string;
  updatedAt: string;
  usedBy: Use[];
  /** Why a stored condition cannot be read, where it cannot. */
  problem?: string | null;
}

export interface Size {
  day: string;
  members: number;
}

export interface Added {
  named: number;
  added: number;
  unknownCount: number;
  unknown: string[];
}

export interface Preview {
  count: number;
  total: number;
  sample: ProfileRow[];
  tookMs: number;
}

export interface Member extends ProfileRow {
  since: string;
}
