export interface CouponPool {
  id: string;
  name: string;
  /** Days that a code is good for once it was given; null: as long as the pool. */
  validDays: number | null;
  expiresOn: string | null;
  lowAt: number;
  codes: number;
  left: number;
  given: number;
  used: number;
  /** Whether there are few left. */
  low: boolean;
  /** Whether its last day has passed. */
  over: boolean;
  createdAt: string;
}

export interface Added {
  added: number;
  repeated: number;
}
