import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import type { Decision, Page } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useList } from '@/lib/useList';
import type { MessageDetail, Suppression } from './types';

export function useMessage(id: string) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('messages', id),
    queryFn: ({ signal }) => api.get<MessageDetail>(url(`messages/${id}`), {}, signal),
  });
}

/** What was decided about one message, and before it in the same run of its flow, oldest first. */
export function useWhy(message: MessageDetail) {
  const { url, key } = useShopPaths();
  return useQuery({
    queryKey: key('profiles', message.profile.id, 'decisions', message.id),
    queryFn: async ({ signal }) => {
      const page = await api.get<Page<Decision>>(
        url(`profiles/${message.profile.id}/decisions`),
        { limit: 200 },
        signal,
      );
      const run = page.items.find((each) => each.message === message.id)?.run;
      return page.items.filter((each) => each.message === message.id || (run && each.run === run)).reverse();
    },
  });
}

/** The shop's flows, for the filter of the log. */
export function useFlowNames() {
  return useList<{ id: string; name: string }>('flows', {}, 200);
}

export function useSuppress() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (address: string) => api.post(url('suppressions'), { channel: 'email', address }),
    meta: { quiet: true },
    onSuccess: () => client.invalidateQueries({ queryKey: key('suppressions') }),
  });
}

export function useUnsuppress() {
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ channel, address }: Suppression) =>
      api.delete(url(`suppressions/${encodeURIComponent(channel)}/${encodeURIComponent(address)}`)),
    onSuccess: () => client.invalidateQueries({ queryKey: key('suppressions') }),
  });
}
