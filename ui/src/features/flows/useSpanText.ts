import { useTranslation } from 'react-i18next';
import { spanOf } from '@/lib/duration';
import { useFormat } from '@/lib/useFormat';

/** "3 days" */
export function useSpanText() {
  const { t } = useTranslation('flows');
  const format = useFormat();
  return (iso: string): string => {
    const span = spanOf(iso);
    return span ? t(`span.${span.unit}`, { count: span.n, n: format.number(span.n) }) : iso;
  };
}
