import { Group, SegmentedControl, ScrollArea } from '@mantine/core';
import { IconShoppingCart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CartBadge } from '@/components/CartBadge';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ExportButton } from '@/components/ExportButton';
import { ListTable } from '@/components/ListTable';
import { Money } from '@/components/Money';
import { PageHeader } from '@/components/PageHeader';
import { PeriodPicker } from '@/components/PeriodPicker';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import type { Cart } from '@/lib/api/types';
import { usePeriod } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';

const STATES = ['open', 'abandoned', 'recovered', 'ordered', 'emptied'] as const;

/** What the overview counts as abandoned: the carts that were won back are among them. */
const LEFT = 'abandoned,recovered';

/** The carts by state, the newest or the best first. */
export default function CartsPage() {
  const { t } = useTranslation('carts');
  const { page } = useShopPaths();
  const format = useFormat();
  const [period, setPeriod] = usePeriod('all');
  const [shown, show] = useAddressState({ state: '', sort: 'changedAt' });
  const params = { state: shown.state, sort: shown.sort, from: period.from, to: period.to };
  const list = useList<Cart>('carts', params);
  const filtered = shown.state !== '' || period.preset !== 'all';
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        <PeriodPicker all period={period} onChange={setPeriod} />
        <ExportButton path="carts" params={params} />
      </PageHeader>
      <Section flush>
        <Group p="md">
          <ScrollArea type="never">
            <SegmentedControl
              aria-label={t('state')}
              value={shown.state}
              onChange={(state) => show({ state })}
              data={[
                { value: '', label: t('allStates') },
                ...STATES.map((value) => ({ value, label: t(`common:cartState.${value}`) })),
                ...(shown.state === LEFT ? [{ value: LEFT, label: t('left') }] : []),
              ]}
            />
          </ScrollArea>
        </Group>
        <ListTable
          label={t('title')}
          list={list}
          rowKey={({ id }) => id}
          rowLink={({ id }) => page(`carts/${id}`)}
          sort={shown.sort}
          onSort={(sort) => show({ sort })}
          empty={
            <EmptyState
              icon={IconShoppingCart}
              title={filtered ? t('nothingTitle') : t('emptyTitle')}
              text={filtered ? t('nothingText') : t('emptyText')}
            />
          }
          columns={[
            { key: 'person', header: t('customer'), cell: ({ profile }) => <PersonName person={profile} both /> },
            { key: 'state', header: t('state'), cell: ({ state }) => <CartBadge state={state} /> },
            { key: 'items', header: t('items'), end: true, from: 'sm', cell: ({ items }) => format.number(items) },
            {
              key: 'checkout',
              header: t('checkout'),
              from: 'lg',
              cell: ({ checkoutAt, checkoutStep }) => (checkoutAt ? (checkoutStep ?? t('reached')) : t('notReached')),
            },
            {
              key: 'changed',
              header: t('changed'),
              sort: 'changedAt',
              from: 'sm',
              cell: ({ changedAt }) => <DateTime value={changedAt} show="relative" />,
            },
            { key: 'value', header: t('value'), end: true, sort: 'value', cell: ({ value }) => <Money value={value} /> },
          ]}
        />
      </Section>
    </>
  );
}
