import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Period } from './condition';
import { useBuilder } from './context';
import { DayInput } from './DayInput';

const ROLLING = ['lastDays', 'lastMonths', 'lastHours'] as const;
type Rolling = (typeof ROLLING)[number];
type Mode = 'anytime' | Rolling | 'dates';

const MOST: Record<Rolling, number> = { lastDays: 36_500, lastHours: 876_000, lastMonths: 1_200 };
const UNIT = { lastDays: 'days', lastHours: 'hours', lastMonths: 'months' } as const;

const modeOf = (period: Period | null | undefined): Mode =>
  !period
    ? 'anytime'
    : (ROLLING.find((each) => period[each] !== undefined && period[each] !== null) ?? 'dates');

interface Props {
  value: Period | null | undefined;
  onChange: (next: Period | null) => void;
}

/** "in the last 30 days", "between dates", "at any time". */
export function PeriodInput({ value, onChange }: Props) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const mode = modeOf(value);
  const start = (next: Mode): Period | null => {
    switch (next) {
      case 'anytime':
        return null;
      case 'lastDays':
        return { lastDays: 30 };
      case 'lastHours':
        return { lastHours: 24 };
      case 'lastMonths':
        return { lastMonths: 12 };
      case 'dates':
        return { from: null, to: null };
    }
  };
  return (
    <Group gap="xs">
      <Select
        aria-label={t('ui.period')}
        w={250}
        data={(['anytime', ...ROLLING, 'dates'] as const).map((each) => ({
          value: each,
          label: t(`ui.${each}`),
        }))}
        value={mode}
        onChange={(next) => next && onChange(start(next as Mode))}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {mode !== 'anytime' && mode !== 'dates' && (
        <NumberInput
          aria-label={t(`ui.${UNIT[mode]}`)}
          w={84}
          min={1}
          max={MOST[mode]}
          allowDecimal={false}
          value={value?.[mode] ?? ''}
          onChange={(next) => onChange({ [mode]: next === '' ? Number.NaN : Number(next) })}
          error={!Number.isFinite(value?.[mode])}
          readOnly={readOnly}
        />
      )}
      {mode === 'dates' && (
        <>
          <DayInput
            label={t('ui.from')}
            value={value?.from}
            onChange={(from) => onChange({ ...value, from })}
            clearable
            error={!value?.from && !value?.to}
          />
          <DayInput
            label={t('ui.to')}
            value={value?.to}
            onChange={(to) => onChange({ ...value, to })}
            clearable
            error={!value?.from && !value?.to}
          />
        </>
      )}
    </Group>
  );
}
