import type { Erasure } from '@/lib/api/types';

/** Which tables a reader would call by one name. */
const KINDS: Record<string, string[]> = {
  facts: ['profile', 'profile_trait', 'purchases', 'product_interest'],
  identities: ['identity'],
  consents: ['consent', 'suppression'],
  merges: ['merge'],
  events: ['event', 'inbox', 'failed_event'],
  orders: ['orders', 'order_line', 'refund', 'credit'],
  carts: ['cart'],
  messages: ['message'],
  mails: ['message_body'],
  reactions: ['touch'],
  decisions: ['decision'],
  segments: ['membership', 'listed'],
  flows: ['flow_run', 'flow_draw', 'flow_plan', 'flow_dry_person', 'holdout_person'],
  coupons: ['coupon_code'],
  calls: ['webhook_call'],
  imports: ['import_error'],
};

export interface Line {
  kind: string;
  erased: number;
  kept: number;
}

/** The counts of a receipt by kind of data; a table that no kind has stands under its own name. */
export function linesOf({ counts }: Pick<Erasure, 'counts'>): Line[] {
  const lines = new Map<string, Line>();
  for (const [table, { erased, kept }] of Object.entries(counts)) {
    const kind = Object.keys(KINDS).find((each) => KINDS[each]?.includes(table)) ?? table;
    const line = lines.get(kind) ?? { kind, erased: 0, kept: 0 };
    lines.set(kind, { kind, erased: line.erased + erased, kept: line.kept + kept });
  }
  const order = Object.keys(KINDS);
  const place = ({ kind }: Line) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return [...lines.values()].sort((a, b) => place(a) - place(b));
}
