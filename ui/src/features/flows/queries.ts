import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Decision, Page, ShopDetail } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import type { Definition } from './graph/definition';
import { normal } from './graph/normal';
import type { Added, Flow, FlowNumbers, FlowStatus, MovePreview, Pool, Recipe, SettingValue, Version } from './types';

const read = (flow: Flow): Flow => ({ ...flow, definition: normal(flow.definition) });

/** A live flow's numbers move while one looks. */
const AGAIN = 10_000;

export function useFlows() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'all'),
    queryFn: ({ signal }) => api.get<Page<Flow>>(url('flows'), { limit: 200 }, signal),
    select: (page) => page.items,
    refetchInterval: AGAIN,
  });
}

export function useFlow(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'one', id),
    queryFn: async ({ signal }) => read(await api.get<Flow>(url(`flows/${id}`), {}, signal)),
  });
}

/** The shop's flows by name, to choose from. */
export function useFlowNames(enabled = true) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'names'),
    queryFn: ({ signal }) => api.get<Page<Flow>>(url('flows'), { limit: 200 }, signal),
    select: (page) => page.items,
    staleTime: 60_000,
    enabled,
  });
}

/** The shop's coupon pools. */
export function usePools(enabled = true) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('coupon-pools'),
    queryFn: ({ signal }) => api.get<Page<Pool>>(url('coupon-pools'), {}, signal),
    select: (page) => page.items,
    staleTime: 60_000,
    retry: false,
    enabled,
  });
}

/** After how many minutes without a change a cart counts as abandoned in this shop. */
export function useCartTime(): number | undefined {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('detail'),
    queryFn: ({ signal }) => api.get<ShopDetail>(url(), {}, signal),
    select: ({ settings }) => settings.cartAbandonedAfterMinutes,
  }).data;
}

/** Puts people into a live flow. */
export function useAddPeople(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (whom: { emails: string[] } | { segment: string }) => api.post<Added>(url(`flows/${id}/enter`), whom),
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: key('flows') }), client.invalidateQueries({ queryKey: key(`flows/${id}/runs`) })]),
  });
}

export function useFlowNumbers(id: string, period: { from: string; to: string } | null) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'numbers', id, period?.from, period?.to),
    queryFn: ({ signal }) =>
      api.get<FlowNumbers>(url(`flows/${id}/numbers`), { from: period?.from, to: period?.to }, signal),
    refetchInterval: AGAIN,
  });
}

export function useVersions(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'versions', id),
    queryFn: ({ signal }) => api.get<Version[]>(url(`flows/${id}/versions`), {}, signal),
  });
}

export function useRecipes() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('recipes'),
    queryFn: ({ signal }) => api.get<Recipe[]>(url('recipes'), {}, signal),
    staleTime: 10 * 60_000,
  });
}

export function useCreateFlow() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (flow: {
      name?: string;
      recipe?: string;
      definition?: Definition;
      settings?: Record<string, SettingValue>;
      status?: FlowStatus;
    }) => api.post<Flow>(url('flows'), flow),
    onSuccess: () => client.invalidateQueries({ queryKey: key('flows') }),
  });
}

export function useSaveFlow(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: { name?: string; definition?: Definition }) => read(await api.put<Flow>(url(`flows/${id}`), change)),
    onSuccess: (flow) => {
      client.setQueryData(key('flows', 'one', id), flow);
      return client.invalidateQueries({ queryKey: key('flows') });
    },
  });
}

export function useFlowStatus(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (status: FlowStatus) => read(await api.post<Flow>(url(`flows/${id}/status`), { status })),
    onSuccess: (flow) => {
      client.setQueryData(key('flows', 'one', id), flow);
      return client.invalidateQueries({ queryKey: key('flows') });
    },
  });
}

export function useDeleteFlow(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete(url(`flows/${id}`)),
    onSuccess: () => client.invalidateQueries({ queryKey: key('flows', 'all') }),
  });
}

export function useRunWhy(flow: string, run: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', flow, 'runs', run, 'decisions'),
    queryFn: ({ signal }) => api.get<Decision[]>(url(`flows/${flow}/runs/${run}/decisions`), {}, signal),
  });
}

export function useRetryRun(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (run: string) => api.post(url(`flows/${id}/runs/${run}/retry`)),
    onSuccess: () => client.invalidateQueries({ queryKey: key(`flows/${id}/runs`) }),
  });
}

/** Who stands at which step of an old version, and where each would go by the steps' ids. */
export function useMovePreview(id: string, version: number) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'move', id, version),
    queryFn: ({ signal }) => api.post<MovePreview>(url(`flows/${id}/versions/${version}/move/preview`), {}, signal),
    staleTime: 0,
    retry: false,
  });
}

export function useMovePeople(id: string, version: number) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (steps: Record<string, string>) => api.post<{ moved: number }>(url(`flows/${id}/versions/${version}/move`), { steps }),
    onSuccess: () => client.invalidateQueries({ queryKey: key('flows') }),
  });
}
