import type { Message } from '@/lib/api/types';

export interface MessageDetail extends Message {
  html: string | null;
  text: string | null;
  headers: Record<string, string | string[]> | null;
}

export interface Suppression {
  channel: string;
  address: string;
  reason: string;
  at: string;
}

export const STATUSES = ['queued', 'sending', 'sent', 'skipped', 'failed', 'uncertain', 'bounced'] as const;
export const CHANNELS = ['email'] as const;
