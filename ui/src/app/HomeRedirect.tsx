import { Center } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { lastShop } from '@/lib/lastShop';
import { useMe } from '@/lib/session';
import { NewShopForm } from './NewShopForm';

/** The dashboard of the shop last looked at; without a shop, the form for the first one. */
export function HomeRedirect() {
  const { t } = useTranslation();
  const { shops, user } = useMe();
  const shop = shops.find(({ id }) => id === lastShop()) ?? shops[0];
  if (shop) return <Navigate to={`/shops/${shop.id}`} replace />;
  return (
    <Center mih="100dvh" p="md">
      <EmptyState
        icon={IconBuildingStore}
        title={t('shop.firstTitle')}
        text={user.role === 'owner' ? t('shop.firstText') : t('shop.noneText')}
      >
        {user.role === 'owner' && <NewShopForm />}
      </EmptyState>
    </Center>
  );
}
