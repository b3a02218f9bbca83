import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { allComplete } from '@/components/condition/complete';
import type { Condition } from '@/components/condition/condition';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import type { Preview, Segment } from './types';

/** While people are still being found, look again. */
const AGAIN = 2000;

export function useSegments() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments'),
    queryFn: ({ signal }) => api.get<Segment[]>(url('segments'), {}, signal),
    refetchInterval: (query) => (query.state.data?.some((segment) => !segment.ready) ? AGAIN : false),
  });
}

export function useSegment(id: string | undefined) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments', 'one', id),
    queryFn: ({ signal }) => api.get<Segment>(url(`segments/${id}`), {}, signal),
    enabled: id !== undefined,
    refetchInterval: (query) => (query.state.data && !query.state.data.ready ? AGAIN : false),
  });
}

/** How many people a condition holds: asked a moment after the last change, the question before is called off. */
export function usePreview(condition: Condition | null) {
  const { url, key } = useShopPaths();
  const asked = condition ?? { type: 'all' as const, of: [] };
  const [settled] = useDebouncedValue(JSON.stringify(asked), 350);
  const complete = allComplete(asked);
  const query = useQuery({
    queryKey: key('segments', 'preview', settled),
    queryFn: ({ signal }) =>
      api.post<Preview>(url('segments/preview'), { condition: JSON.parse(settled) as Condition, sample: 6 }, signal),
    enabled: complete && allComplete(JSON.parse(settled) as Condition),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 15_000,
  });
  return { ...query, complete, busy: complete && (query.isFetching || settled !== JSON.stringify(asked)) };
}

export function useSaveSegment(id: string | undefined) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (segment: { name: string; condition: Condition }) =>
      id === undefined
        ? api.post<Segment>(url('segments'), segment)
        : api.put<Segment>(url(`segments/${id}`), segment),
    onSuccess: () => client.invalidateQueries({ queryKey: key('segments') }),
  });
}

export function useDeleteSegment() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.delete(url(`segments/${id}`)),
    onSuccess: (_, id) => {
      client.removeQueries({ queryKey: key('segments', 'one', id) });
      return client.invalidateQueries({ queryKey: key('segments') });
    },
  });
}
