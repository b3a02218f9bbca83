import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '@/components/condition/condition';
import { useWords } from '@/components/condition/useWords';
import { useFormat } from '@/lib/useFormat';
import { DAYS, type Cause, type Definition } from './graph/definition';
import { useFlowNames, usePools } from './queries';
import { FlowSpeaker } from './words';

const asked = (cause: Cause): (Condition | null | undefined)[] => [
  cause.condition,
  cause.products?.length ? { type: 'bought-product', products: cause.products } : null,
];

/** Says a flow and its parts in the user's language. */
export function useFlowWords(definition: Definition): FlowSpeaker {
  const { t, i18n } = useTranslation('flows');
  const format = useFormat();
  const steps = Object.values(definition.steps);
  const words = useWords(
    definition.audience,
    ...asked(definition.trigger),
    ...definition.stop.flatMap(asked),
    ...steps.map((step) => (step.type === 'branch' || step.type === 'wait-for' ? step.condition : null)),
  );
  const flows = useFlowNames(steps.some(({ type }) => type === 'move'));
  const pools = usePools(steps.some(({ type }) => type === 'coupon'));
  return useMemo(() => {
    const name = (list: { id: string; name: string }[] | undefined) => (id: string) => list?.find((each) => each.id === id)?.name ?? '…';
    return new FlowSpeaker(
      {
        t,
        locale: i18n.language,
        format,
        words,
        flow: name(flows.data),
        pool: name(pools.data),
        day: (day, long) =>
          // 5 January 2026 was a Monday
          new Intl.DateTimeFormat(i18n.language, { weekday: long ? 'long' : 'short', timeZone: 'UTC' }).format(
            new Date(Date.UTC(2026, 0, 5 + DAYS.indexOf(day))),
          ),
      },
      definition,
    );
  }, [t, i18n.language, format, words, flows.data, pools.data, definition]);
}

const NO_FLOW: Definition = { trigger: { type: 'manual' }, stop: [], reentry: { type: 'always' }, first: '', steps: {} };

/** Says triggers alone, for lists of flows. */
export function useTriggerText() {
  const speaker = useFlowWords(NO_FLOW);
  return (cause: Cause) => speaker.trigger(cause);
}
