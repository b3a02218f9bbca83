import { useCallback } from 'react';
import { useShop } from './session';

/** Addresses of the shop: `page` on the screens, `url` of the API, `key` for its queries. */
export function useShopPaths() {
  const { id } = useShop();
  const page = useCallback((path = '') => `/shops/${id}${path ? `/${path}` : ''}`, [id]);
  const url = useCallback((path = '') => `/api/shops/${id}${path ? `/${path}` : ''}`, [id]);
  const key = useCallback((...parts: unknown[]) => ['shop', id, ...parts] as const, [id]);
  return { page, url, key };
}
