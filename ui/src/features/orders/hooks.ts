import { useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Order } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

export function useOrder(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('order', id),
    queryFn: ({ signal }) => api.get<Order>(url(`orders/${id}`), {}, signal),
  });
}
