import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/DataTable';
import { Money } from '@/components/Money';
import { withParams } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import type { Bucket } from './buckets';

/** The time line's numbers, newest first. */
export function TimeLineTable({ buckets }: { buckets: Bucket[] }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const format = useFormat();
  return (
    <DataTable
      label={t('timeLine')}
      rows={[...buckets].reverse()}
      rowKey={({ from }) => from}
      rowLink={({ from, to }) => withParams(page('orders'), { from, to })}
      empty={null}
      columns={[
        {
          key: 'day',
          header: t('day'),
          cell: ({ from, to }) =>
            from === to ? format.day(from) : `${format.day(from, 'short')} – ${format.day(to, 'short')}`,
        },
        { key: 'orders', header: t('orders'), end: true, cell: ({ orders }) => format.number(orders) },
        { key: 'revenue', header: t('revenue'), end: true, cell: ({ revenue }) => <Money value={revenue} /> },
        { key: 'carts', header: t('cartsBegun'), end: true, from: 'sm', cell: ({ carts }) => format.number(carts) },
        { key: 'abandoned', header: t('abandonedCarts'), end: true, from: 'sm', cell: ({ abandoned }) => format.number(abandoned) },
        { key: 'open', header: t('stillOpen'), end: true, from: 'lg', cell: ({ openCarts }) => format.number(openCarts) },
      ]}
    />
  );
}
