import type { MessageStatus } from '@/lib/api/types';

/** Whether a message is still to be written and sent. */
export const toCome = (status: MessageStatus) => status === 'queued' || status === 'sending';
