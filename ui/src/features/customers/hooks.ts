import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Erasure, Merge, Page, Profile } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

export function useProfile(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('profile', id),
    queryFn: ({ signal }) => api.get<Profile>(url(`profiles/${id}`), {}, signal),
  });
}

/** Everything shown of this person is read again. */
export function useRefreshProfile(id: string) {
  const client = useQueryClient();
  const { key } = useShopPaths();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        queryKey[0] === 'shop' && queryKey[1] === key()[1] && JSON.stringify(queryKey).includes(id),
    });
}

export function useChangeProfile(id: string) {
  const { url } = useShopPaths();
  const refresh = useRefreshProfile(id);
  return useMutation({
    mutationFn: (changes: Partial<Profile>) => api.patch<Profile>(url(`profiles/${id}`), changes),
    onSuccess: refresh,
  });
}

export function useChangeConsent(id: string) {
  const { url } = useShopPaths();
  const refresh = useRefreshProfile(id);
  return useMutation({
    mutationFn: ({ channel, state }: { channel: string; state: 'in' | 'out' }) =>
      api.put<unknown>(url(`profiles/${id}/consent/${channel}`), { state, source: 'screen' }),
    onSuccess: refresh,
  });
}

export function useMerges(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('merges', id),
    queryFn: async ({ signal }) => {
      const answer = await api.get<Page<Merge> | Merge[]>(url(`profiles/${id}/merges`), {}, signal);
      return Array.isArray(answer) ? answer : answer.items;
    },
  });
}

export function useUndoMerge(id: string) {
  const { url } = useShopPaths();
  const refresh = useRefreshProfile(id);
  return useMutation({
    mutationFn: (merge: string) => api.delete(url(`merges/${merge}`)),
    onSuccess: refresh,
  });
}

export function useTakeOut(id: string) {
  const { url } = useShopPaths();
  const refresh = useRefreshProfile(id);
  return useMutation({
    mutationFn: () => api.post<{ runs: number; plans: number; messages: number }>(url(`profiles/${id}/stop`), {}),
    onSuccess: refresh,
  });
}

/** The receipt of a person who was erased, by it or by what her profile's id was. */
export function useErasure(id: string, enabled: boolean) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('erasure', id),
    queryFn: ({ signal }) => api.get<Erasure>(url(`erasures/${id}`), {}, signal),
    enabled,
    // it takes a second or two
    refetchInterval: ({ state }) => (state.data?.erasedAt === null ? 1000 : false),
  });
}

export function useErase(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Erasure>(url(`profiles/${id}/erase`), {}),
    onSuccess: (erasure) => client.setQueryData(key('erasure', id), erasure),
  });
}
