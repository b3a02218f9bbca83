import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import { stepName, useFlowNames, useProductNames, useSegmentNames } from './catalog';
import type { Condition } from './condition';
import type { Words } from './sentence';

function productsIn(condition: Condition | null | undefined): string[] {
  if (!condition) return [];
  switch (condition.type) {
    case 'all':
    case 'any':
      return condition.of.flatMap(productsIn);
    case 'not':
      return productsIn(condition.of);
    case 'bought-product':
      return condition.products;
    default:
      return [];
  }
}

/** What is needed to say conditions in the user's language. */
export function useWords(...conditions: (Condition | null | undefined)[]): Words {
  const { t, i18n } = useTranslation('condition');
  const format = useFormat();
  const products = useProductNames([...new Set(conditions.flatMap(productsIn))]);
  const segments = useSegmentNames();
  const flows = useFlowNames();
  return useMemo(
    () => ({
      t,
      language: i18n.language,
      money: (minor) => format.money(minor),
      number: (value) => format.number(value, 6),
      product: (id) => products.get(id) ?? id,
      flow: (id) => flows.data?.find((flow) => flow.id === id)?.name ?? '…',
      step: (flow, step) => stepName(flows.data?.find((each) => each.id === flow), step),
      segment: (id) => segments.data?.find((segment) => segment.id === id)?.name ?? '…',
    }),
    [t, i18n.language, format, products, segments.data, flows.data],
  );
}
