import type { Tone } from '@/components/StatusBadge';
import type { MessageStatus } from '@/lib/api/types';

export const TONES: Record<MessageStatus, Tone> = {
  queued: 'info',
  sending: 'info',
  sent: 'good',
  skipped: 'quiet',
  failed: 'bad',
  uncertain: 'warn',
  bounced: 'bad',
};
