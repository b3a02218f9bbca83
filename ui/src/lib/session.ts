import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { ApiError, api } from './api/client';
import type { Me, Shop } from './api/types';

export const SESSION = ['session'] as const;

/** Who is logged in; `data` is null when nobody is. */
export function useSession() {
  return useQuery<Me | null>({
    queryKey: SESSION,
    queryFn: async () => {
      try {
        return await api.get<Me>('/api/session');
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 5 * 60_000,
  });
}

/** Only below the login: there is somebody. */
export function useMe(): Me {
  const { data } = useSession();
  if (!data) throw new Error('nobody is logged in');
  return data;
}

/** The shop in the address. */
export function useShop(): Shop {
  const me = useMe();
  const { shop: id } = useParams();
  const shop = me.shops.find((each) => String(each.id) === id) ?? me.shops[0];
  if (!shop) throw new Error('this account has no shop');
  return shop;
}

/** Whether the user may change things (viewers only read). */
export function useCanChange(): boolean {
  return useMe().user.role !== 'viewer';
}

export function useIsOwner(): boolean {
  return useMe().user.role === 'owner';
}

export function useLogout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.delete('/api/session'),
    onSuccess: () => {
      client.setQueryData(SESSION, null);
      // what this user has seen is not the next one's
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
    },
  });
}
