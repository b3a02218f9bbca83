import { Group, NumberInput, Radio, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isoOf, spanOf, type DurationUnit } from '@/lib/duration';
import type { Step, WaitStep } from './definition';

const UNITS: DurationUnit[] = ['minutes', 'hours', 'days', 'weeks'];

interface Props {
  step: WaitStep;
  onChange: (next: Step, burst?: string) => void;
}

/** How long, and from when it counts. */
export function WaitFields({ step, onChange }: Props) {
  const { t } = useTranslation('flows');
  const span = spanOf(step.duration) ?? { n: 0, unit: 'hours' as const };
  return (
    <Stack>
      <Group align="flex-end" gap="xs" grow>
        <NumberInput
          label={t('wait.length')}
          min={1}
          max={5000}
          allowDecimal={false}
          value={span.n || ''}
          onChange={(n) => onChange({ ...step, duration: isoOf({ n: Number(n) || 0, unit: span.unit }) }, 'duration')}
          error={span.n <= 0}
        />
        <Select
          aria-label={t('wait.unit')}
          data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
          value={span.unit}
          onChange={(unit) => unit && onChange({ ...step, duration: isoOf({ n: span.n || 1, unit: unit as DurationUnit }) })}
          allowDeselect={false}
        />
      </Group>
      <Radio.Group label={t('wait.since')} value={step.since ?? 'step'} onChange={(since) => onChange({ ...step, since: since as 'step' | 'entry' })}>
        <Stack gap="xs" mt={6}>
          <Radio value="step" label={t('wait.sinceStep')} />
          <Radio value="entry" label={t('wait.sinceEntryLabel')} description={t('wait.sinceEntryHint')} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}
