import { useTranslation } from 'react-i18next';
import { StatusBadge } from '@/components/StatusBadge';
import type { Message } from '@/lib/api/types';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';
import { useNow } from '@/lib/useNow';

const RECENT_HOURS = 48;

/** A warning to whoever is about to write to her again. */
export function RecentContact({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const now = useNow();
  const { items } = useList<Message>(`profiles/${profile}/messages`);
  const last = items
    ?.flatMap(({ sentAt }) => sentAt ?? [])
    .sort()
    .at(-1);
  if (!last || now.getTime() - Date.parse(last) > RECENT_HOURS * 3_600_000) return null;
  return <StatusBadge tone="warn">{t('contacted', { ago: format.relative(last, now) })}</StatusBadge>;
}
