import { useTranslation } from 'react-i18next';
import type { CartState } from '@/lib/api/types';
import { StatusBadge, type Tone } from './StatusBadge';

const TONES: Record<CartState, Tone> = { open: 'info', abandoned: 'warn', recovered: 'good', ordered: 'accent', emptied: 'quiet' };

export function CartBadge({ state }: { state: CartState }) {
  const { t } = useTranslation();
  return <StatusBadge tone={TONES[state]}>{t(`cartState.${state}`)}</StatusBadge>;
}
