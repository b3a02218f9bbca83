import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { KpiTile } from '@/components/KpiTile';
import { withParams } from '@/lib/api/client';
import type { Overview } from '@/lib/api/types';
import type { Period } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { periodParams } from './rows';

export function Tiles({ overview, period }: { overview: Overview | undefined; period: Period }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const format = useFormat();
  const days = periodParams(period);
  const previous = overview?.previous;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, xl: 6 }}>
      <KpiTile
        label={t('revenue')}
        value={overview && format.moneyShort(overview.revenue)}
        now={overview?.revenue}
        before={previous?.revenue}
        to={withParams(page('orders'), days)}
      />
      <KpiTile
        label={t('orders')}
        value={overview && format.number(overview.orders)}
        now={overview?.orders}
        before={previous?.orders}
        to={withParams(page('orders'), days)}
      />
      <KpiTile
        label={t('average')}
        value={overview && format.money(overview.averageOrder)}
        now={overview?.averageOrder}
        before={previous?.averageOrder}
        to={withParams(page('orders'), { ...days, sort: 'total' })}
      />
      <KpiTile
        label={t('abandonment')}
        value={overview && format.percent(overview.abandonmentRate)}
        now={overview?.abandonmentRate}
        before={previous?.abandonmentRate}
        unit="points"
        moreIsGood={false}
        to={withParams(page('carts'), { ...days, state: 'abandoned,recovered' })}
      />
      <KpiTile
        label={t('flowShare')}
        value={overview && format.percent(overview.flowShare)}
        now={overview?.flowShare}
        before={previous?.flowShare}
        unit="points"
        to={withParams(page('orders'), { ...days, source: 'flow' })}
      />
      <KpiTile
        label={t('campaignShare')}
        value={overview && format.percent(overview.campaignShare)}
        now={overview?.campaignShare}
        before={previous?.campaignShare}
        unit="points"
        to={withParams(page('orders'), { ...days, source: 'campaign' })}
      />
    </SimpleGrid>
  );
}
