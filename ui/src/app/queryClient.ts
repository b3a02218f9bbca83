import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { ApiError } from '@/lib/api/client';
import { errorText } from '@/lib/errorText';
import { notifyFailed } from '@/lib/notify';
import { SESSION } from '@/lib/session';

function loggedOut(error: unknown): boolean {
  if (!(error instanceof ApiError) || error.status !== 401) return false;
  queryClient.setQueryData(SESSION, null);
  return true;
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error) => void loggedOut(error) }),
  mutationCache: new MutationCache({
    // a mutation that shows its own errors says so with meta.quiet
    onError: (error, _variables, _result, mutation) => {
      if (mutation.meta?.quiet) return;
      if (!loggedOut(error)) notifyFailed(errorText(error, i18next.t));
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});
