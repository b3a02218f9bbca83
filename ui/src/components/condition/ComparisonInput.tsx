import { Group, NumberInput, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OPS, type Comparison, type Op } from './condition';
import { useBuilder } from './context';

interface Props {
  value: Comparison;
  onChange: (next: Comparison) => void;
  /** Money is shown in the shop's currency; `decimal` lets any number through. */
  as?: 'money' | 'whole' | 'decimal';
  /** What is compared, for screen readers. */
  label: string;
  /** The noun behind the number. */
  suffix?: string;
}

/** "at least 50 €", "between 2 and 5 orders". */
export function ComparisonInput({ value, onChange, as = 'whole', label, suffix }: Props) {
  const { t } = useTranslation('condition');
  const { unit, currency, decimal, readOnly } = useBuilder();
  const factor = as === 'money' ? unit : 1;
  const field = (which: 'value' | 'to', name: string) => (
    <NumberInput
      aria-label={name}
      w={as === 'money' ? 124 : 84}
      value={Number.isFinite(value[which]) ? (value[which] as number) / factor : ''}
      onChange={(next) =>
        onChange({ ...value, [which]: next === '' ? Number.NaN : Math.round(Number(next) * factor * 1e6) / 1e6 })
      }
      min={as === 'decimal' ? undefined : 0}
      decimalScale={as === 'money' ? Math.round(Math.log10(unit)) : as === 'whole' ? 0 : 6}
      decimalSeparator={decimal}
      allowedDecimalSeparators={['.', ',']}
      rightSection={
        as === 'money' ? (
          <Text size="xs" c="dimmed" pe="xs">
            {currency}
          </Text>
        ) : undefined
      }
      rightSectionWidth={as === 'money' ? 44 : undefined}
      error={!Number.isFinite(value[which])}
      readOnly={readOnly}
    />
  );
  return (
    <Group gap="xs">
      <Select
        aria-label={`${label}: ${t('ui.comparison')}`}
        w={138}
        data={OPS.map((op) => ({ value: op, label: t(`opUi.${op}`) }))}
        value={value.op}
        onChange={(op) => {
          if (!op) return;
          onChange(
            op === 'between'
              ? { op, value: value.value, to: value.to ?? value.value }
              : { op: op as Op, value: value.value },
          );
        }}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {field('value', label)}
      {value.op === 'between' && (
        <>
          <Text size="sm">{t('ui.and')}</Text>
          {field('to', `${label}: ${t('ui.valueTo')}`)}
        </>
      )}
      {suffix && <Text size="sm">{suffix}</Text>}
    </Group>
  );
}
