import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Cart } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { DataTable } from './DataTable';
import classes from './DataTable.module.css';
import { Money } from './Money';
import { Thumb } from './Thumb';

/** What lies in the cart. */
export function CartLines({ cart }: { cart: Cart }) {
  const { t } = useTranslation();
  const { page } = useShopPaths();
  const format = useFormat();
  return (
    <DataTable
      label={t('lines.label')}
      rows={cart.lines}
      rowKey={({ product, variant }) => `${product} ${variant ?? ''}`}
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
          cell: ({ product, name, variant, image }) => (
            <Group gap="sm" wrap="nowrap">
              <Thumb src={image} />
              <div>
                <Link to={page(`products/${encodeURIComponent(product)}`)} className={classes.plain}>
                  {name}
                </Link>
                {variant && (
                  <Text size="xs" c="dimmed">
                    {variant}
                  </Text>
                )}
              </div>
            </Group>
          ),
        },
        { key: 'quantity', header: t('lines.quantity'), end: true, cell: ({ quantity }) => format.number(quantity) },
        { key: 'price', header: t('lines.price'), end: true, from: 'sm', cell: ({ price }) => <Money value={price} /> },
        { key: 'total', header: t('lines.total'), end: true, cell: ({ price, quantity }) => <Money value={price * quantity} /> },
      ]}
    />
  );
}
