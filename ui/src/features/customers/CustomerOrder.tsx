import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { Money } from '@/components/Money';
import { OrderBadges } from '@/components/OrderBadges';
import { OrderLines } from '@/components/OrderLines';
import type { Order } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { Opening } from './Opening';

/** Date, number, status and total; opened, its lines. */
export function CustomerOrder({ order }: { order: Order }) {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  return (
    <Opening
      head={
        <Group justify="space-between" gap="xs" style={{ flex: 1 }} miw={0}>
          <div>
            <Text span size="sm" fw={500}>
              {t('orderNumber', { number: order.number })}
            </Text>
            <Text size="xs" c="dimmed">
              <DateTime value={order.placedAt} />
            </Text>
          </div>
          <Group gap={6} style={{ flex: 1 }} justify="flex-end">
            <OrderBadges order={order} />
            <Money value={order.total} fw={600} miw={90} ta="end" />
          </Group>
        </Group>
      }
    >
      <OrderLines order={order} />
      <Anchor component={Link} to={page(`orders/${order.id}`)} size="sm" mt="sm" display="inline-block">
        {t('openOrder')}
      </Anchor>
    </Opening>
  );
}
