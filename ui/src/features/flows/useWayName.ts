import { useTranslation } from 'react-i18next';
import { shownValue } from '@/components/condition/shown';
import { useFormat } from '@/lib/useFormat';
import type { Definition, Way } from './graph/definition';

/** What a way out of a step is called: "Yes", "Polski, English", "A · 50 %". */
export function useWayName() {
  const { t, i18n } = useTranslation('flows');
  const { t: say } = useTranslation('condition');
  const format = useFormat();
  return (definition: Definition, { from, slot }: Pick<Way, 'from' | 'slot'>): string => {
    const step = definition.steps[from];
    const index = Number(/-(\d+)$/.exec(slot)?.[1] ?? -1);
    if (step?.type === 'split' && index >= 0) {
      const values = step.cases[index]?.values ?? [];
      const shown = values.map((value) => shownValue((key, options) => say(key, options), i18n.language, value, step.trait));
      return shown.length > 0 ? shown.join(', ') : t('way.unnamed', { n: index + 1 });
    }
    if (step?.type === 'random') {
      const way = step.ways[index];
      return `${way?.name || t('way.unnamed', { n: index + 1 })} · ${format.percent((way?.percent ?? 0) / 100, 0)}`;
    }
    switch (slot) {
      case 'start':
        return t('step.trigger');
      case 'next':
        return step && ['wait-date', 'wait-for', 'coupon', 'webhook'].includes(step.type) ? t(`way.${step.type}`) : t('way.next');
      default:
        return t(`way.${slot}`);
    }
  };
}
