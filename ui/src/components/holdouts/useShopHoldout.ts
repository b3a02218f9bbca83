import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import type { ShopHoldoutAnswer } from './types';

/** The comparison for the whole shop, in a period; without days from its beginning. */
export function useShopHoldout(asked: { holdout?: string; from?: string; to?: string }, percent = 0) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('reports', 'holdout', asked, percent),
    queryFn: ({ signal }) => api.get<ShopHoldoutAnswer>(url('reports/holdout'), asked, signal),
  });
}
