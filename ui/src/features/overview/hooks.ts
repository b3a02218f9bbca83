import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Cart, Order, Overview, Page } from '@/lib/api/types';
import type { Period } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';

export function useOverview({ from, to }: Period) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('overview', from, to),
    queryFn: ({ signal }) => api.get<Overview>(url('reports/overview'), { from, to }, signal),
    placeholderData: keepPreviousData,
  });
}

export function useLatestOrders() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('orders', 'latest'),
    queryFn: ({ signal }) => api.get<Page<Order>>(url('orders'), { limit: 6 }, signal),
  });
}

export function useBestOpenCarts() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('carts', 'best'),
    queryFn: ({ signal }) => api.get<Page<Cart>>(url('carts'), { state: 'open', sort: 'value', limit: 6 }, signal),
  });
}
