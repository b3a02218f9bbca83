import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api/client';
import { errorText } from '@/lib/errorText';
import type { Condition } from './condition';
import { kindAt } from './place';

/** What the server says is wrong with a condition: which part of it, by the builder's word, and why. */
export function useConditionError(): (error: unknown, condition: Condition | null) => string {
  const { t } = useTranslation('condition');
  return (error, condition) => {
    if (!(error instanceof ApiError) || !error.field?.startsWith('condition')) return errorText(error, t);
    const kind = kindAt({ condition }, error.field);
    return kind ? `${t(kind)}: ${error.atField}` : error.atField;
  };
}
