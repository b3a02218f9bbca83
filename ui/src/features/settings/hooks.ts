import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { ShopDetail, ShopSettings } from '@/lib/api/types';
import { SESSION } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';

export function useShopDetail() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('detail'),
    queryFn: ({ signal }) => api.get<ShopDetail>(url(), {}, signal),
  });
}

export type ShopChange = Partial<Omit<ShopDetail, 'settings'>> & { settings?: Partial<ShopSettings> };

export function useChangeShop() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: ShopChange) => api.patch<ShopDetail>(url(), change),
    meta: { quiet: true },
    onSuccess: async (shop) => {
      client.setQueryData(key('detail'), shop);
      await client.invalidateQueries({ queryKey: SESSION });
    },
  });
}

export function useRenewWriteKey() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<unknown>(url('write-key')),
    onSuccess: () => client.invalidateQueries({ queryKey: key('detail') }),
  });
}
