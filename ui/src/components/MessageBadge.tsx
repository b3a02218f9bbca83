import { useTranslation } from 'react-i18next';
import type { MessageStatus } from '@/lib/api/types';
import { StatusBadge, type Tone } from './StatusBadge';

const TONES: Record<MessageStatus, Tone> = {
  queued: 'info',
  sending: 'info',
  sent: 'good',
  skipped: 'quiet',
  failed: 'bad',
  uncertain: 'warn',
  bounced: 'bad',
};

export function MessageBadge({ status }: { status: MessageStatus }) {
  const { t } = useTranslation();
  return <StatusBadge tone={TONES[status] ?? 'quiet'}>{t(`messageStatus.${status}`)}</StatusBadge>;
}
