import { Grid, SimpleGrid, Stack } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Button } from '@mantine/core';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { PageHeader } from '@/components/PageHeader';
import { ShopHoldoutCard } from '@/components/holdouts/ShopHoldoutCard';
import { PeriodPicker } from '@/components/PeriodPicker';
import { Section } from '@/components/Section';
import { usePeriod } from '@/lib/period';
import { useShop } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { BestCarts } from './BestCarts';
import { CartFunnel } from './CartFunnel';
import { useLatestOrders, useOverview } from './hooks';
import { LatestOrders } from './LatestOrders';
import { MessageNumbers } from './MessageNumbers';
import { OrdersBySource } from './OrdersBySource';
import { Tiles } from './Tiles';
import { TimeLine } from './TimeLine';

/** What the shop earned in a period, and what of it came from where. */
export default function OverviewPage() {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const shop = useShop();
  const format = useFormat();
  const [period, setPeriod] = usePeriod();
  const overview = useOverview(period);
  const latest = useLatestOrders();
  const data = overview.data;
  const untouched = data && data.orders === 0 && data.carts === 0 && latest.data?.items.length === 0;
  return (
    <>
      <PageHeader
        title={shop.name}
        subtitle={
          period.from === period.to
            ? format.day(period.from)
            : t('between', { from: format.day(period.from), to: format.day(period.to) })
        }
      >
        <PeriodPicker period={period} onChange={setPeriod} />
      </PageHeader>
      {overview.error ? (
        <Section>
          <ErrorState error={overview.error} retry={() => void overview.refetch()} />
        </Section>
      ) : untouched ? (
        <Section>
          <EmptyState icon={IconPlugConnected} title={t('emptyTitle')} text={t('emptyText')}>
            <Button component={Link} to={page('settings/connect')}>
              {t('connect')}
            </Button>
          </EmptyState>
        </Section>
      ) : (
        <Stack gap="md" style={{ opacity: overview.isPlaceholderData ? 0.6 : 1 }}>
          <Tiles overview={data} period={period} />
          <TimeLine overview={data} />
          <SimpleGrid cols={{ base: 1, md: 3 }}>
            <OrdersBySource overview={data} period={period} />
            <CartFunnel overview={data} period={period} />
            <MessageNumbers overview={data} period={period} />
          </SimpleGrid>
          <ShopHoldoutCard />
          <Grid>
            <Grid.Col span={{ base: 12, lg: 7 }}>
              <LatestOrders orders={latest} />
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 5 }}>
              <BestCarts />
            </Grid.Col>
          </Grid>
        </Stack>
      )}
    </>
  );
}
