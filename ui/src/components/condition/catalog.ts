import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { api } from '@/lib/api/client';
import type { Page, Product, SegmentRef } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

/** What this shop's people, events and orders have, as `GET …/segments/fields` tells. */
export interface Fields {
  events: string[];
  attributes: string[];
  tags: string[];
  statuses: string[];
  paymentMethods: string[];
}

const MINUTES = 60_000;

export function useFields() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments', 'fields'),
    queryFn: ({ signal }) => api.get<Fields>(url('segments/fields'), {}, signal),
    staleTime: 5 * MINUTES,
  });
}

export function useCategories() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('categories'),
    queryFn: ({ signal }) => api.get<{ path: string; products: number }[]>(url('categories'), {}, signal),
    staleTime: 5 * MINUTES,
  });
}

export function useBrands() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('brands'),
    queryFn: ({ signal }) => api.get<{ name: string; products: number }[]>(url('brands'), {}, signal),
    staleTime: 5 * MINUTES,
  });
}

/** Products whose name or number has the words, a moment after the last key. */
export function useProductSearch(words: string) {
  const { url, key } = useShopPaths();
  const [search] = useDebouncedValue(words, 250);
  return useQuery({
    queryKey: key('products', 'pick', search),
    queryFn: ({ signal }) => api.get<Page<Product>>(url('products'), { search, limit: 20 }, signal),
    placeholderData: keepPreviousData,
    staleTime: MINUTES,
  });
}

/** Names of products by their ids, of those that are known by now. */
export function useProductNames(ids: string[]): Map<string, string> {
  const { url, key } = useShopPaths();
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: key('products', 'name', id),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.get<Product>(url(`products/${encodeURIComponent(id)}`), {}, signal),
      staleTime: 10 * MINUTES,
      retry: false,
    })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.id, data.name]] : []))),
  });
}

/** The shop's flows, for messages of a flow. */
export function useFlowNames() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'names'),
    queryFn: ({ signal }) => api.get<SegmentRef[]>(url('flows'), {}, signal),
    staleTime: MINUTES,
  });
}

/** The shop's segments, for "is in a segment". */
export function useSegmentNames() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments', 'names'),
    queryFn: ({ signal }) => api.get<SegmentRef[]>(url('segments'), {}, signal),
    staleTime: MINUTES,
  });
}
