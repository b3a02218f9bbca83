import { useTranslation } from 'react-i18next';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { withParams } from '@/lib/api/client';
import type { Overview } from '@/lib/api/types';
import type { Period } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { periodParams } from './rows';
import { ShareBar } from './ShareBar';

/** Site, campaigns, automation: the parts add up to the whole. */
export function OrdersBySource({ overview, period }: { overview: Overview | undefined; period: Period }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const format = useFormat();
  return (
    <Section title={t('bySource')} flush>
      {!overview ? (
        <Loading lines={3} />
      ) : (
        <div style={{ paddingBottom: 8 }}>
          {overview.bySource.map(({ source, orders, revenue }) => (
            <ShareBar
              key={source}
              label={t(`common:source.${source}`)}
              value={format.moneyShort(revenue)}
              note={t('ordersCount', { count: orders, n: format.number(orders) })}
              share={overview.revenue ? revenue / overview.revenue : 0}
              to={withParams(page('orders'), { ...periodParams(period), source })}
            />
          ))}
        </div>
      )}
    </Section>
  );
}
