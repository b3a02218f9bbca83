import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '@/components/Money';
import type { Order } from '@/lib/api/types';

/** From the lines to the total; what is nothing is left out. */
export function OrderSum({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const rows = [
    { label: t('shipping'), value: order.shipping, shown: order.shipping > 0 },
    { label: order.coupon ? t('discountBy', { coupon: order.coupon }) : t('discount'), value: -order.discount, shown: order.discount > 0 },
    { label: t('tax'), value: order.tax, shown: order.tax > 0 },
    { label: t('total'), value: order.total, shown: true, strong: true },
    { label: t('refunded'), value: -order.refunded, shown: order.refunded > 0 },
  ];
  return (
    <Stack gap={6} p="md" style={{ borderTop: '1px solid var(--ritorno-line)' }}>
      {rows
        .filter(({ shown }) => shown)
        .map(({ label, value, strong }) => (
          <Group key={label} justify="flex-end" gap="xl">
            <Text size="sm" c={strong ? undefined : 'dimmed'} fw={strong ? 600 : 400}>
              {label}
            </Text>
            <Money value={value} size="sm" fw={strong ? 600 : 400} miw={110} ta="end" />
          </Group>
        ))}
      {order.originalCurrency !== order.currency && (
        <Text size="xs" c="dimmed" ta="end">
          {t('original')} <Money value={order.originalTotal} currency={order.originalCurrency} />
        </Text>
      )}
    </Stack>
  );
}
