import { useTranslation } from 'react-i18next';
import { StatusBadge } from '@/components/StatusBadge';
import { NONE } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';

/** How many there are; courses and downloads have no stock. */
export function Stock({ stock }: { stock: number | null | undefined }) {
  const { t } = useTranslation('products');
  const format = useFormat();
  if (stock == null) return NONE;
  return stock <= 0 ? <StatusBadge tone="warn">{t('soldOut')}</StatusBadge> : format.number(stock);
}
