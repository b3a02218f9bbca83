import { Group, NumberInput, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Test } from './condition';
import { useBuilder } from './context';
import { YEARLY, yearlyDays, yearlyMode, yearlyOf, type YearlyMode } from './yearly';

type Anniversary = Extract<Test, { type: 'anniversary' }>;

interface Props {
  value: Anniversary;
  onChange: (next: Anniversary) => void;
  label: string;
}

/** "in the next 7 days", of a day that returns each year. */
export function YearlyInput({ value, onChange, label }: Props) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const mode = yearlyMode(value);
  const days = (which: string, n: number, change: (n: number) => void, min: number) => (
    <NumberInput
      aria-label={`${label}: ${which}`}
      w={84}
      min={min}
      max={366}
      allowDecimal={false}
      value={Number.isFinite(n) ? n : ''}
      onChange={(next) => change(next === '' ? Number.NaN : Number(next))}
      error={!Number.isFinite(n)}
      readOnly={readOnly}
    />
  );
  return (
    <Group gap="xs">
      <Select
        aria-label={`${label}: ${t('ui.when')}`}
        w={210}
        data={YEARLY.map((each) => ({ value: each, label: t(`yearlyUi.${each}`) }))}
        value={mode}
        onChange={(next) =>
          next && onChange({ type: 'anniversary', ...yearlyOf(next as YearlyMode, yearlyDays(value) || 7) })
        }
        allowDeselect={false}
        readOnly={readOnly}
      />
      {mode === 'span' ? (
        <>
          {days(t('ui.from'), value.from, (from) => onChange({ ...value, from }), -366)}
          <Text size="sm">{t('ui.and')}</Text>
          {days(t('ui.to'), value.to, (to) => onChange({ ...value, to }), -366)}
        </>
      ) : (
        days(t('ui.days'), yearlyDays(value), (n) => onChange({ type: 'anniversary', ...yearlyOf(mode, n) }), mode === 'in' ? 0 : 1)
      )}
      <Text size="sm">{t('ui.days')}</Text>
    </Group>
  );
}
