import type { ReactNode } from 'react';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import type { ShopDetail } from '@/lib/api/types';
import { useShopDetail } from './hooks';

/** Waits for the shop's settings. */
export function WithShop({ children }: { children: (shop: ShopDetail) => ReactNode }) {
  const { data, error, refetch } = useShopDetail();
  if (data) return children(data);
  return <Section>{error ? <ErrorState error={error} retry={() => void refetch()} /> : <Loading />}</Section>;
}
