import { useRouteError } from 'react-router';
import { ErrorState } from '@/components/ErrorState';

/** A screen that failed leaves the rest of the program standing. */
export function RouteError() {
  const error = useRouteError();
  return <ErrorState error={error} retry={() => window.location.reload()} />;
}
