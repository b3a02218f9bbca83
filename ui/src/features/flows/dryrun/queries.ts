import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import { normal } from '../graph/normal';
import type { DryRun } from './types';

/** One that is running is looked at again and again. */
const AGAIN = 1_000;

export function useDryRuns(flow: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'dry-runs', flow),
    queryFn: ({ signal }) => api.get<DryRun[]>(url(`flows/${flow}/dry-runs`), {}, signal),
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'running') ? AGAIN : false),
  });
}

export function useDryRun(flow: string, id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('flows', 'dry-run', flow, id),
    queryFn: async ({ signal }) => {
      const run = await api.get<DryRun>(url(`flows/${flow}/dry-runs/${id}`), {}, signal);
      return { ...run, definition: run.definition && normal(run.definition) };
    },
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? AGAIN : false),
  });
}

export function useStartDryRun(flow: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: { days: number; sample: number }) => api.post<DryRun>(url(`flows/${flow}/dry-runs`), asked),
    // said beside the button: what to do instead takes longer to read than a note is there
    meta: { quiet: true },
    onSettled: () => client.invalidateQueries({ queryKey: key('flows', 'dry-runs', flow) }),
  });
}

/** Calls off one that is running, removes one that is over. */
export function useEndDryRun(flow: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(url(`flows/${flow}/dry-runs/${id}`)),
    onSuccess: (_answer, id) => client.invalidateQueries({ queryKey: key('flows', 'dry-run', flow, id) }),
    onSettled: () => client.invalidateQueries({ queryKey: key('flows', 'dry-runs', flow) }),
  });
}
