import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api, type Params } from './api/client';
import type { Page } from './api/types';
import { useShopPaths } from './shop';

/** A list of the shop, read page by page; `items` are those read so far. */
export function useList<T>(path: string, params: Params = {}, limit = 50, options: { enabled?: boolean } = {}) {
  const { url, key } = useShopPaths();
  const query = useInfiniteQuery({
    queryKey: key(path, params, limit),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<T>>(url(path), { ...params, limit, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    ...options,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) };
}
