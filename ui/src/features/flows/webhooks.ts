import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ApiError, api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';

/** A webhook step as it is being edited, and whom the call is about. */
export interface WantedCall {
  url?: string;
  secret?: string;
  body?: string;
  flow?: string;
  step: string;
  name?: string;
  profile?: string;
  cart?: string;
}

export interface CallAnswer {
  ok: boolean;
  /** Of HTTP; null when no answer came. */
  status: number | null;
  why: string | null;
  answer: string;
  body: string;
}

export interface BodyFault {
  line: number;
  message: string;
}

export const faultsOf = (error: unknown): BodyFault[] =>
  error instanceof ApiError ? ((error.body as { errors?: BodyFault[] } | undefined)?.errors ?? []) : [];

/** What would be sent, a moment after the last key. */
export function useCallPreview(wanted: WantedCall) {
  const { url, key } = useShopPaths();
  const [asked] = useDebouncedValue(JSON.stringify({ ...wanted, url: undefined, secret: undefined }), 450);
  return useQuery({
    queryKey: key('webhook-preview', asked),
    queryFn: ({ signal }) => api.post<{ body: string }>(url('webhooks/preview'), JSON.parse(asked), signal),
    retry: false,
    staleTime: 60_000,
  });
}

export function useTestCall() {
  const { url } = useShopPaths();
  return useMutation({ mutationFn: (wanted: WantedCall) => api.post<CallAnswer>(url('webhooks/test'), wanted) });
}
