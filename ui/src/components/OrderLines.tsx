import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Order } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { DataTable } from './DataTable';
import classes from './DataTable.module.css';
import { Money } from './Money';
import { Thumb } from './Thumb';

/** Product, quantity, unit price and total of each line. */
export function OrderLines({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { page } = useShopPaths();
  const format = useFormat();
  return (
    <DataTable
      label={t('lines.label')}
      rows={order.lines ?? []}
      rowKey={({ line }) => String(line)}
      empty={
        <Text size="sm" c="dimmed" p="md">
          {t('lines.none')}
        </Text>
      }
      columns={[
        {
          key: 'product',
          header: t('lines.product'),
          clickable: true,
          cell: ({ productId, name, variant, image, refundedQuantity }) => (
            <Group gap="sm" wrap="nowrap">
              <Thumb src={image} />
              <div>
                <Link to={page(`products/${encodeURIComponent(productId)}`)} className={classes.plain}>
                  {name}
                </Link>
                {(variant || refundedQuantity > 0) && (
                  <Text size="xs" c="dimmed">
                    {[
                      variant,
                      refundedQuantity > 0 &&
                        t('lines.refunded', { count: refundedQuantity, n: format.number(refundedQuantity) }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  </Text>
                )}
              </div>
            </Group>
          ),
        },
        { key: 'quantity', header: t('lines.quantity'), end: true, cell: ({ quantity }) => format.number(quantity) },
        {
          key: 'price',
          header: t('lines.price'),
          end: true,
          from: 'sm',
          cell: ({ unitPrice }) => <Money value={unitPrice} currency={order.currency} />,
        },
        { key: 'total', header: t('lines.total'), end: true, cell: ({ total }) => <Money value={total} currency={order.currency} /> },
      ]}
    />
  );
}
