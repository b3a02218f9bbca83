import { Box, Divider, NumberInput, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { freshTrigger } from '../graph/blank';
import type { Definition } from '../graph/definition';
import { without } from '../graph/without';
import { CauseFields } from './CauseFields';
import { useErrorAt } from './errors';
import { OptionalCondition } from './OptionalCondition';
import { StopFields } from './StopFields';
import { DurationInput } from './TimeFields';
import { TriggerPicker } from './TriggerPicker';

const REENTRIES = ['once-per-key', 'never', 'after', 'always'];

/** What a run is about, and so what one may enter for once, by what starts the flow. */
const ONCE: Record<string, string> = {
  order: 'order',
  delivery: 'order',
  'order-status': 'status',
  threshold: 'period',
  'cart-abandoned': 'cart',
  'checkout-abandoned': 'cart',
  'browse-abandoned': 'day',
  'search-abandoned': 'day',
  registered: 'self',
  subscribed: 'each',
  date: 'date',
  inactive: 'pause',
  'segment-entered': 'each',
  'segment-left': 'each',
  changed: 'each',
  'back-in-stock': 'back',
  'price-drop': 'price',
  manual: 'manual',
};
const EACH_TIME = new Set(['self', 'each', 'back', 'pause']);

interface Props {
  definition: Definition;
  set: (edit: (now: Definition) => Definition, burst?: string) => void;
  readOnly: boolean;
}

/** What starts the flow, for whom and how often, what ends it early, and how it stands against other flows. */
export function TriggerFields({ definition, set, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const { trigger, reentry, stop, audience } = definition;
  const once = ONCE[trigger.type] ?? 'event';
  // where each time is a thing of its own, once per thing says the same
  const offered = REENTRIES.filter((type) => type !== 'always' || !EACH_TIME.has(once) || reentry.type === type);
  return (
    <Stack>
      <TriggerPicker value={trigger.type} onChange={(type) => set((now) => ({ ...now, trigger: freshTrigger(type) }))} readOnly={readOnly} error={errorAt('trigger.type')} />
      <CauseFields key={trigger.type} cause={trigger} at="trigger" onChange={(next, burst) => set((now) => ({ ...now, trigger: next }), burst && `trigger ${burst}`)} />
      <Divider />
      <OptionalCondition label={t('audience')} everybody={t('audienceAll')} value={audience} onChange={(condition) => set((now) => ({ ...now, audience: condition }), 'audience')} readOnly={readOnly} />
      <Box>
        <Select
          label={t('reentryLabel')}
          data={offered.map((type) => ({ value: type, label: type === 'once-per-key' ? t(`once.${once}`) : t(`reentry.${type}`) }))}
          value={reentry.type}
          onChange={(type) => type && set((now) => ({ ...now, reentry: type === 'after' ? { type, duration: 'PT720H' } : { type } }))}
          allowDeselect={false}
        />
        {reentry.type === 'after' && (
          <Box mt="xs">
            <DurationInput label={t('reentryTime')} value={reentry.duration} onChange={(duration) => set((now) => ({ ...now, reentry: { type: 'after', duration } }), 'reentry')} error={errorAt('reentry.duration')} />
          </Box>
        )}
      </Box>
      <Divider />
      <StopFields value={stop} onChange={(next, burst) => set((now) => ({ ...now, stop: next }), burst)} readOnly={readOnly} />
      <Divider />
      <NumberInput
        label={t('priority.label')}
        description={t('priority.text')}
        min={-100}
        max={100}
        allowDecimal={false}
        value={definition.priority ?? 0}
        onChange={(value) =>
          set((now) => {
            const rest = without(now, 'priority');
            return Number(value) ? { ...rest, priority: Number(value) } : rest;
          }, 'priority')
        }
        error={errorAt('priority')}
      />
    </Stack>
  );
}
