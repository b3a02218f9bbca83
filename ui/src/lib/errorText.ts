import type { TFunction } from 'i18next';
import { ApiError } from './api/client';

/** One sentence for a person about any failure. */
export function errorText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t('common:error.unexpected');
  if (error.status === 0) return t('common:error.unreachable');
  if (error.status === 403) return t('common:error.forbidden');
  if (error.status >= 500) return t('common:error.unexpected');
  return error.detail;
}
