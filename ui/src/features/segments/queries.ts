import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { allComplete } from '@/components/condition/complete';
import type { Condition } from '@/components/condition/condition';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import type { Added, Preview, Segment, Size } from './types';

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
    // the page says what is wrong, by the words of the builder
    meta: { quiet: true },
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

/** How many members it had, day by day. */
export function useSizes(id: string, from: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('segments', 'sizes', id, from),
    queryFn: ({ signal }) => api.get<Size[]>(url(`segments/${id}/sizes`), { from }, signal),
  });
}

/** Rows beyond these are not asked about one by one. */
export const MOST_ROWS = 6;

/** How many more, or fewer, there would be without each row of the outermost group. */
export function useWithout(condition: Condition | null) {
  const { url, key } = useShopPaths();
  const [settled] = useDebouncedValue(JSON.stringify(condition), 900);
  const asked = JSON.parse(settled) as Condition | null;
  const of = asked?.type === 'all' || asked?.type === 'any' ? asked.of : [];
  const ask = of.length > 1 && of.length <= MOST_ROWS && asked !== null && allComplete(asked);
  return useQueries({
    queries: ask
      ? of.map((_, index) => {
          const rest: Condition = { type: asked.type as 'all' | 'any', of: of.filter((_, i) => i !== index) };
          return {
            queryKey: key('segments', 'preview', 'count', JSON.stringify(rest)),
            queryFn: ({ signal }: { signal: AbortSignal }) =>
              api.post<Preview>(url('segments/preview'), { condition: rest, sample: 0 }, signal),
            retry: false,
            staleTime: 15_000,
          };
        })
      : [],
    combine: (results) => ({ rows: of, counts: results.map((result) => result.data?.count) }),
  });
}

export function useCreateList() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => api.post<{ id: string; name: string }>(url('segments/lists'), { name }),
    onSuccess: () => client.invalidateQueries({ queryKey: key('segments') }),
  });
}

/** Puts on a list whom a text or file names. */
export function useAddPeople(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => api.post<Added>(url(`segments/${id}/people`), { text }),
    onSuccess: () => client.invalidateQueries({ queryKey: key('segments') }),
  });
}

export function useRemovePerson(id: string) {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (person: string) => api.delete(url(`segments/${id}/people/${person}`)),
    onSuccess: () => client.invalidateQueries({ queryKey: key('segments') }),
  });
}
