import { Anchor, Button, Center, Group, Text } from '@mantine/core';
import { IconShoppingCart } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CartBadge } from '@/components/CartBadge';
import { CartLines } from '@/components/CartLines';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Money } from '@/components/Money';
import type { Cart } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';
import { Opening } from './Opening';

/** Her carts with their states; opened, what lies in them. */
export function CustomerCarts({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  const format = useFormat();
  const list = useList<Cart>(`profiles/${profile}/carts`);
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <EmptyState icon={IconShoppingCart} title={t('noCarts')} text={t('noCartsText')} />;
  return (
    <>
      {list.items.map((cart) => (
        <Opening
          key={cart.id}
          head={
            <Group justify="space-between" gap="xs" style={{ flex: 1 }} miw={0}>
              <div>
                <Text span size="sm" fw={500}>
                  {t('items', { count: cart.items, n: format.number(cart.items) })}
                </Text>
                <Text size="xs" c="dimmed">
                  <DateTime value={cart.changedAt} />
                </Text>
              </div>
              <Group gap={6}>
                <CartBadge state={cart.state} />
                <Money value={cart.value} fw={600} miw={90} ta="end" />
              </Group>
            </Group>
          }
        >
          <CartLines cart={cart} />
          <Anchor component={Link} to={page(`carts/${cart.id}`)} size="sm" mt="sm" display="inline-block">
            {t('openCartPage')}
          </Anchor>
        </Opening>
      ))}
      {list.hasNextPage && (
        <Center p="md">
          <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:list.more')}
          </Button>
        </Center>
      )}
    </>
  );
}
