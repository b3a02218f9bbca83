import { Group, SegmentedControl } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ExportButton } from '@/components/ExportButton';
import { ListTable } from '@/components/ListTable';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { PersonName } from '@/components/PersonName';
import { SearchInput } from '@/components/SearchInput';
import { Section } from '@/components/Section';
import type { ProfileRow } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';

/** Everybody the shop knows, and on request its anonymous visitors too. */
export default function CustomersPage() {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  const format = useFormat();
  const [shown, show] = useAddressState({ search: '', sort: 'lastSeen', who: 'known' });
  const params = {
    search: shown.search,
    sort: shown.sort,
    known: shown.who === 'known' ? true : undefined,
  };
  const list = useList<ProfileRow>('profiles', params);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        <ExportButton path="profiles" params={params} />
      </PageHeader>
      <Section flush>
        <Group p="md" gap="sm" justify="space-between">
          <SearchInput label={t('search')} value={shown.search} onChange={(search) => show({ search })} />
          <SegmentedControl
            aria-label={t('who')}
            value={shown.who}
            onChange={(who) => show({ who })}
            data={[
              { value: 'known', label: t('known') },
              { value: 'all', label: t('all') },
            ]}
          />
        </Group>
        <ListTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => page(`customers/${id}`)}
          sort={shown.sort}
          onSort={(sort) => show({ sort })}
          empty={
            <EmptyState
              icon={IconUsers}
              title={shown.search ? t('nothingTitle') : t('emptyTitle')}
              text={shown.search ? t('nothingText', { search: shown.search }) : t('emptyText')}
            />
          }
          columns={[
            { key: 'name', header: t('customer'), cell: (person) => <PersonName person={person} both /> },
            { key: 'orders', header: t('orders'), end: true, sort: 'orders', cell: ({ orders }) => format.number(orders) },
            { key: 'spent', header: t('spent'), end: true, sort: 'spent', cell: ({ spent }) => <Money value={spent} /> },
            {
              key: 'cart',
              header: t('openCart'),
              end: true,
              from: 'lg',
              cell: ({ openCart }) => <Money value={openCart} />,
            },
            { key: 'lastOrder', header: t('lastOrder'), from: 'lg', cell: ({ lastOrderAt }) => <DateTime value={lastOrderAt} show="date" /> },
            {
              key: 'seen',
              header: t('lastSeen'),
              from: 'sm',
              sort: 'lastSeen',
              cell: ({ lastSeenAt }) => <DateTime value={lastSeenAt} show="relative" />,
            },
            {
              key: 'created',
              header: t('since'),
              from: 'lg',
              sort: 'created',
              cell: ({ createdAt }) => <DateTime value={createdAt} show="date" />,
            },
          ]}
        />
      </Section>
    </>
  );
}
