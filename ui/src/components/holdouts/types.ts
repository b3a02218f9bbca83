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

/** People who were let in against people whom chance kept out. */
export interface Difference {
  letIn: Side;
  keptOut: Side;
  percent: number;
  conversion: Between | null;
  perPerson: Between | null;
  extraRevenue: number | null;
  verdict: 'empty' | 'too-few' | 'too-early' | 'more' | 'less';
  needed: number | null;
}

export interface HoldoutReport extends Difference {
  step: string;
  days: number;
}

/** A time in which the shop kept one share of its people out of all marketing. */
export interface ShopHoldout {
  id: string;
  percent: number;
  beganAt: string;
  endedAt: string | null;
}

export interface ShopHoldoutAnswer {
  /** What is kept out now; 0: nobody is. */
  percent: number;
  holdouts: ShopHoldout[];
  report:
    | (Difference & {
        holdout: ShopHoldout;
        from: string;
        to: string;
        gathering: boolean;
        /** People left out, since they were of both groups. */
        left: number;
      })
    | null;
}
