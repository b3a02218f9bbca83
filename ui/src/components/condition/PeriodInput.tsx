import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Period } from './condition';
import { useBuilder } from './context';
import { DayInput } from './DayInput';

type Mode = 'anytime' | 'lastDays' | 'lastHours' | 'dates';

const modeOf = (period: Period | null | undefined): Mode =>
  !period
    ? 'anytime'
    : period.lastDays !== undefined && period.lastDays !== null
      ? 'lastDays'
      : period.lastHours !== undefined && period.lastHours !== null
        ? 'lastHours'
        : 'dates';

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
      case 'dates':
        return { from: null, to: null };
    }
  };
  return (
    <Group gap="xs">
      <Select
        aria-label={t('ui.period')}
        w={198}
        data={(['anytime', 'lastDays', 'lastHours', 'dates'] as const).map((each) => ({
          value: each,
          label: t(`ui.${each}`),
        }))}
        value={mode}
        onChange={(next) => next && onChange(start(next as Mode))}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {(mode === 'lastDays' || mode === 'lastHours') && (
        <NumberInput
          aria-label={t(mode === 'lastDays' ? 'ui.days' : 'ui.hours')}
          w={84}
          min={1}
          max={mode === 'lastDays' ? 36_500 : 876_000}
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
