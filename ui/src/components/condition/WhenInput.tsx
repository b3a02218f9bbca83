import { Group, NumberInput, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AGO_UNITS, WHENS, type When, type WhenIs } from './condition';
import { useBuilder } from './context';
import { DayInput } from './DayInput';

const isAgo = (is: WhenIs) => is.endsWith('-ago');

interface Props {
  value: When;
  onChange: (next: When) => void;
  label: string;
  /** A plain date has no hours. */
  daysOnly?: boolean;
}

/** "at least 90 days ago", "before 1 May". */
export function WhenInput({ value, onChange, label, daysOnly }: Props) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const unit = AGO_UNITS.find((each) => value[each] !== undefined && value[each] !== null) ?? 'days';
  const units = daysOnly ? (['days', 'months'] as const) : AGO_UNITS;
  const change = (is: WhenIs) =>
    onChange(
      isAgo(is)
        ? isAgo(value.is)
          ? { ...value, is }
          : { is, days: 30 }
        : { is, date: value.date ?? null, ...(is === 'between' ? { to: value.to ?? null } : {}) },
    );
  return (
    <Group gap="xs">
      <Select
        aria-label={`${label}: ${t('ui.when')}`}
        w={180}
        data={WHENS.map((is) => ({ value: is, label: t(`whenUi.${is}`) }))}
        value={value.is}
        onChange={(is) => is && change(is as WhenIs)}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {isAgo(value.is) ? (
        <>
          <NumberInput
            aria-label={label}
            w={84}
            min={0}
            max={unit === 'months' ? 1_200 : 36_500}
            allowDecimal={false}
            value={value[unit] ?? ''}
            onChange={(next) => onChange({ is: value.is, [unit]: next === '' ? Number.NaN : Number(next) })}
            error={!Number.isFinite(value[unit])}
            readOnly={readOnly}
          />
          <Select
            aria-label={t('ui.unit')}
            w={110}
            data={units.map((each) => ({ value: each, label: t(`ui.${each}`) }))}
            value={unit}
            onChange={(next) => next && onChange({ is: value.is, [next]: value[unit] })}
            allowDeselect={false}
            readOnly={readOnly}
          />
          <Text size="sm">{t('ui.ago')}</Text>
        </>
      ) : (
        <>
          <DayInput
            label={t('ui.date')}
            value={value.date}
            onChange={(date) => onChange({ ...value, date })}
            error={!value.date}
          />
          {value.is === 'between' && (
            <>
              <Text size="sm">{t('ui.and')}</Text>
              <DayInput
                label={t('ui.to')}
                value={value.to}
                onChange={(to) => onChange({ ...value, to })}
                error={!value.to}
              />
            </>
          )}
        </>
      )}
    </Group>
  );
}
