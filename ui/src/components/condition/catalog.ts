import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
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

/** A flow with the names of its messages. */
export interface FlowRef extends SegmentRef {
  definition?: { steps?: Record<string, { type: string; name?: string }> };
}

/** The messages that a flow sends, by step. */
export function sendsOf(flow: FlowRef | undefined): { value: string; label: string }[] {
  return Object.entries(flow?.definition?.steps ?? {})
    .filter(([, step]) => step.type === 'send')
    .map(([id, step]) => ({ value: id, label: step.name || id }));
}

export const stepName = (flow: FlowRef | undefined, step: string) => flow?.definition?.steps?.[step]?.name || '…';

/** The shop's flows, for messages of a flow. */
export function useFlowNames() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'names'),
    queryFn: ({ signal }) => api.get<Page<FlowRef>>(url('flows'), { limit: 200 }, signal),
    select: (page) => page.items,
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

export interface RfmGrid {
  /** `none`: not computed yet; `few`: too few buyers to be divided. */
  state: 'none' | 'few' | 'ready';
  buyers: number;
  fewest: number;
  computing: boolean;
  computedAt?: string;
  dueAt?: string;
  recency: string[];
  frequency: number[];
  monetary: number[];
  cells: { recency: number; frequency: number; monetary: number; people: number; spent: number }[];
}

/** The fifths of the shop's buyers, and who stands where. */
export function useRfm() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments', 'rfm'),
    queryFn: ({ signal }) => api.get<RfmGrid>(url('segments/rfm'), {}, signal),
    refetchInterval: ({ state }) => (state.data?.computing ? 1500 : false),
  });
}

export function useComputeRfm() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post(url('segments/rfm'), {}),
    onSuccess: () => client.invalidateQueries({ queryKey: key('segments', 'rfm') }),
  });
}
