import { useTranslation } from 'react-i18next';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import type { FlowStatus } from './types';

const TONES: Record<FlowStatus, Tone> = { draft: 'quiet', live: 'good', paused: 'warn', archived: 'quiet' };

export function FlowBadge({ status }: { status: FlowStatus }) {
  const { t } = useTranslation('flows');
  return <StatusBadge tone={TONES[status]}>{t(`status.${status}`)}</StatusBadge>;
}
