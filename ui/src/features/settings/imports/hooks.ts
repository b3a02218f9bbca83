import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Import, ImportKind, Page } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import type { Mapping } from './fields';

export const isRunning = ({ status }: Import) => status === 'uploading' || status === 'waiting' || status === 'running';

const EVERY_MS = 1000;

export function useImports() {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('imports'),
    queryFn: ({ signal }) => api.get<Page<Import>>(url('imports'), { limit: 50 }, signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? EVERY_MS : false),
  });
}

export function useImport(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('imports', id),
    queryFn: ({ signal }) => api.get<Import>(url(`imports/${id}`), {}, signal),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? EVERY_MS : false),
  });
}

export function useImportAct(id: string, act: 'cancel' | 'resume') {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<unknown>(url(`imports/${id}/${act}`)),
    onSuccess: () => client.invalidateQueries({ queryKey: key('imports') }),
  });
}

export interface Inspection {
  columns: string[];
  sample: string[][];
  guess: Mapping;
}

const BEGINNING = 64 * 1024;

/** What the beginning of the file tells about its columns. */
export function useInspect() {
  const { url } = useShopPaths();
  return useMutation({
    mutationFn: ({ file, kind, format }: { file: File; kind: ImportKind; format: string }) =>
      api.post<Inspection>(
        `${url('imports/inspect')}?kind=${kind}&format=${format}`,
        new Blob([file.slice(0, BEGINNING)], { type: 'application/octet-stream' }),
      ),
  });
}
