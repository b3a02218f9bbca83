import { Button, Center, Text } from '@mantine/core';
import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import type { Order } from '@/lib/api/types';
import { useList } from '@/lib/useList';
import { CustomerOrder } from './CustomerOrder';

/** Her orders, newest first: the last ten, then all. */
export function CustomerOrders({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const [all, setAll] = useState(false);
  const { items, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useList<Order>(
    `profiles/${profile}/orders`,
    {},
    all ? 200 : 10,
  );
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!items) return <Loading />;
  if (items.length === 0) return <EmptyState icon={IconReceipt} title={t('noOrders')} text={t('noOrdersText')} />;
  return (
    <>
      {items.map((order) => (
        <CustomerOrder key={order.id} order={order} />
      ))}
      {hasNextPage && (
        <Center p="md">
          <Button
            variant="default"
            size="xs"
            loading={isFetchingNextPage}
            onClick={() => (all ? void fetchNextPage() : setAll(true))}
          >
            {all ? t('common:list.more') : t('allOrders')}
          </Button>
        </Center>
      )}
      {!hasNextPage && items.length > 10 && (
        <Text size="xs" c="dimmed" ta="center" p="sm">
          {t('thoseAreAll')}
        </Text>
      )}
    </>
  );
}
