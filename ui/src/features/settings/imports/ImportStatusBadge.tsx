import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import type { ImportStatus } from '@/lib/api/types';

const TONES: Record<ImportStatus, Tone> = {
  uploading: 'info',
  waiting: 'info',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};

export function ImportStatusBadge({ status }: { status: ImportStatus }) {
  const { t } = useTranslation('settings');
  return <StatusBadge tone={TONES[status]}>{t(`importStatus.${status}`)}</StatusBadge>;
}
