import { useTranslation } from 'react-i18next';
import { StatusBadge } from '@/components/StatusBadge';
import type { MessageStatus } from '@/lib/api/types';
import { TONES } from './status';

export function MessageStatusBadge({ status }: { status: MessageStatus }) {
  const { t } = useTranslation();
  return <StatusBadge tone={TONES[status] ?? 'quiet'}>{t(`messageStatus.${status}`)}</StatusBadge>;
}
