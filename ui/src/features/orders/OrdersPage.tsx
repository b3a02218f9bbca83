import { Group, Select } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ExportButton } from '@/components/ExportButton';
import { ListTable } from '@/components/ListTable';
import { Money } from '@/components/Money';
import { OrderBadges } from '@/components/OrderBadges';
import { PageHeader } from '@/components/PageHeader';
import { PeriodPicker } from '@/components/PeriodPicker';
import { PersonName } from '@/components/PersonName';
import { SearchInput } from '@/components/SearchInput';
import { Section } from '@/components/Section';
import type { Order } from '@/lib/api/types';
import { usePeriod } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useList } from '@/lib/useList';

const SOURCES = ['site', 'flow', 'campaign'] as const;

/** The orders, by period and source, newest or biggest first. */
export default function OrdersPage() {
  const { t } = useTranslation('orders');
  const { page } = useShopPaths();
  const [period, setPeriod] = usePeriod('all');
  const [shown, show] = useAddressState({ search: '', source: '', sort: 'placedAt' });
  const params = { search: shown.search, source: shown.source, sort: shown.sort, from: period.from, to: period.to };
  const list = useList<Order>('orders', params);
  const filtered = shown.search !== '' || shown.source !== '' || period.preset !== 'all';
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        <PeriodPicker all period={period} onChange={setPeriod} />
        <ExportButton path="orders" params={params} />
      </PageHeader>
      <Section flush>
        <Group p="md" gap="sm" justify="space-between">
          <SearchInput label={t('search')} value={shown.search} onChange={(search) => show({ search })} />
          <Select
            aria-label={t('source')}
            w={190}
            allowDeselect={false}
            value={shown.source}
            onChange={(source) => show({ source })}
            data={[
              { value: '', label: t('anySource') },
              ...SOURCES.map((value) => ({ value, label: t(`common:source.${value}`) })),
            ]}
          />
        </Group>
        <ListTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => page(`orders/${id}`)}
          sort={shown.sort}
          onSort={(sort) => show({ sort })}
          empty={
            <EmptyState
              icon={IconReceipt}
              title={filtered ? t('nothingTitle') : t('emptyTitle')}
              text={filtered ? t('nothingText') : t('emptyText')}
            />
          }
          columns={[
            { key: 'number', header: t('number'), cell: ({ number }) => number },
            { key: 'person', header: t('customer'), cell: ({ profile }) => <PersonName person={profile} /> },
            {
              key: 'status',
              header: t('status'),
              from: 'sm',
              cell: (order) => (
                <Group gap={6}>
                  <OrderBadges order={order} />
                </Group>
              ),
            },
            { key: 'source', header: t('source'), from: 'lg', cell: ({ source }) => t(`common:source.${source}`) },
            {
              key: 'at',
              header: t('placed'),
              sort: 'placedAt',
              from: 'sm',
              cell: ({ placedAt }) => <DateTime value={placedAt} />,
            },
            { key: 'total', header: t('total'), end: true, sort: 'total', cell: ({ total }) => <Money value={total} /> },
          ]}
        />
      </Section>
    </>
  );
}
