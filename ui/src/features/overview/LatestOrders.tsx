import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { Money } from '@/components/Money';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import { useShopPaths } from '@/lib/shop';
import type { useLatestOrders } from './hooks';

export function LatestOrders({ orders }: { orders: ReturnType<typeof useLatestOrders> }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  return (
    <Section
      title={t('latestOrders')}
      flush
      actions={
        <Anchor component={Link} to={page('orders')} size="sm">
          {t('common:action.showAll')}
        </Anchor>
      }
    >
      <DataTable
        label={t('latestOrders')}
        rows={orders.data?.items}
        error={orders.error}
        retry={() => void orders.refetch()}
        rowKey={({ id }) => id}
        rowLink={({ id }) => page(`orders/${id}`)}
        empty={
          <Text size="sm" c="dimmed" p="md">
            {t('noOrders')}
          </Text>
        }
        columns={[
          { key: 'person', header: t('customer'), cell: ({ profile }) => <PersonName person={profile} /> },
          { key: 'source', header: t('source'), from: 'sm', cell: ({ source }) => t(`common:source.${source}`) },
          { key: 'at', header: t('when'), cell: ({ placedAt }) => <DateTime value={placedAt} show="relative" /> },
          { key: 'total', header: t('total'), end: true, cell: ({ total }) => <Money value={total} /> },
        ]}
      />
    </Section>
  );
}
