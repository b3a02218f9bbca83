import { useTranslation } from 'react-i18next';
import type { Order } from '@/lib/api/types';
import { StatusBadge, type Tone } from './StatusBadge';

const BADGES: Record<string, Tone> = { 'abandoned-cart': 'warn', recovered: 'good' };

/** The order's status, and whether it was a cart won back. */
export function OrderBadges({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <>
      {order.badges.map((badge) => (
        <StatusBadge key={badge} tone={BADGES[badge] ?? 'quiet'}>
          {t(`orderBadge.${badge}`, { defaultValue: badge })}
        </StatusBadge>
      ))}
      {order.refunded > 0 && <StatusBadge tone="quiet">{t('orderBadge.refunded')}</StatusBadge>}
      <StatusBadge tone={order.counted ? 'quiet' : 'bad'}>
        {t(`orderStatus.${order.status.toLowerCase()}`, { defaultValue: order.status })}
      </StatusBadge>
    </>
  );
}
