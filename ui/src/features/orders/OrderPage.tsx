import { Grid, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { OrderBadges } from '@/components/OrderBadges';
import { OrderLines } from '@/components/OrderLines';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import { CreditCard } from './CreditCard';
import { useOrder } from './hooks';
import { OrderCustomer } from './OrderCustomer';
import { OrderSum } from './OrderSum';

/** One order: its lines, its sums, whose it is and what led to it. */
export default function OrderPage() {
  const { t } = useTranslation('orders');
  const { id = '' } = useParams();
  const { page } = useShopPaths();
  const { data: order, error, refetch } = useOrder(id);
  const back = { to: page('orders'), label: t('title') };
  if (!order) {
    return (
      <>
        <PageHeader title={t('order')} back={back} />
        <Section>{error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />}</Section>
      </>
    );
  }
  return (
    <>
      <PageHeader
        back={back}
        title={t('orderNumber', { number: order.number })}
        subtitle={<DateTime value={order.placedAt} />}
        aside={
          <Group gap={6}>
            <OrderBadges order={order} />
          </Group>
        }
      />
      <Grid>
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Section title={t('lines')} flush>
            <OrderLines order={order} />
            <OrderSum order={order} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="md">
            <OrderCustomer order={order} />
            <CreditCard order={order} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}
