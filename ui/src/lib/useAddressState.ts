import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What a list shows (search, sort, filters) lives in the address, so it can be linked and gone back to. */
export function useAddressState<K extends string>(defaults: Record<K, string>) {
  const [params, setParams] = useSearchParams();
  const values = Object.fromEntries(
    Object.entries<string>(defaults).map(([name, value]) => [name, params.get(name) ?? value]),
  ) as Record<K, string>;
  const set = useCallback(
    (changes: Partial<Record<K, string | null | undefined>>) =>
      setParams(
        (old) => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries<string | null | undefined>(
            changes as Record<string, string | null | undefined>,
          )) {
            if (value === null || value === undefined || value === '' || value === defaults[name as K]) {
              next.delete(name);
            } else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    // the defaults are written in place by each caller and do not change
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [setParams],
  );
  return [values, set] as const;
}
