/** Money in minor units; shares from 0 to 1. */
export interface Side {
  people: number;
  buyers: number;
  revenue: number;
  conversion: number;
  perPerson: number;
}

export interface Between {
  estimate: number;
  low: number;
  high: number;
}

export interface HoldoutReport {
  step: string;
  days: number;
  letIn: Side;
  keptOut: Side;
  percent: number;
  conversion: Between | null;
  perPerson: Between | null;
  extraRevenue: number | null;
  verdict: 'empty' | 'too-few' | 'too-early' | 'more' | 'less';
  needed: number | null;
}
