import { Group, Input, NumberInput, SegmentedControl, Select, Text } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { isoOf, spanOf, type DurationUnit } from '@/lib/duration';
import type { Zone } from '../graph/definition';
import { daysOf, offsetOf } from '../graph/walk';

const UNITS: DurationUnit[] = ['minutes', 'hours', 'days', 'weeks'];

interface DurationProps {
  label: string;
  description?: string;
  value: string | undefined;
  onChange: (iso: string) => void;
  error?: string;
}

/** "3 days": a number and its unit. */
export function DurationInput({ label, description, value, onChange, error }: DurationProps) {
  const { t } = useTranslation('flows');
  const id = useId();
  const span = spanOf(value ?? '') ?? { n: 0, unit: 'hours' as const };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelProps={{ htmlFor: id }}>
      <Group gap="xs" wrap="nowrap" mt={4}>
        <NumberInput
          id={id}
          style={{ flex: 1 }}
          min={1}
          max={5000}
          allowDecimal={false}
          value={span.n || ''}
          onChange={(n) => onChange(isoOf({ n: Number(n) || 0, unit: span.unit }))}
          error={Boolean(error)}
        />
        <Select
          style={{ flex: 1 }}
          aria-label={`${label}: ${t('wait.unit')}`}
          data={UNITS.map((unit) => ({ value: unit, label: t(`unit.${unit}`, { count: span.n }) }))}
          value={span.unit}
          onChange={(unit) => unit && onChange(isoOf({ n: span.n || 1, unit: unit as DurationUnit }))}
          allowDeselect={false}
        />
      </Group>
    </Input.Wrapper>
  );
}

interface OffsetProps {
  label: string;
  value: string;
  onChange: (offset: string) => void;
}

/** On the day itself, or some days before or after it. */
export function OffsetInput({ label, value, onChange }: OffsetProps) {
  const { t } = useTranslation('flows');
  const days = daysOf(value);
  const side = days === 0 ? 'on' : days < 0 ? 'before' : 'after';
  const n = Math.abs(days);
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap="xs" mt={4}>
        <SegmentedControl
          size="xs"
          aria-label={label}
          value={side}
          onChange={(next) => onChange(offsetOf(next === 'on' ? 0 : (next === 'before' ? -1 : 1) * (n || 3)))}
          data={(['before', 'on', 'after'] as const).map((each) => ({ value: each, label: t(`offsetSide.${each}`) }))}
        />
        {side !== 'on' && (
          <Group gap={6} wrap="nowrap">
            <NumberInput
              w={76}
              size="xs"
              aria-label={t('offsetDays')}
              min={1}
              max={365}
              allowDecimal={false}
              value={n}
              onChange={(next) => onChange(offsetOf((side === 'before' ? -1 : 1) * Math.max(1, Number(next) || 1)))}
            />
            <Text size="sm">{t('unit.days', { count: n })}</Text>
          </Group>
        )}
      </Group>
    </Input.Wrapper>
  );
}

interface HourProps {
  at: string | undefined;
  zone: Zone | undefined;
  onChange: (change: { at?: string; zone?: Zone }) => void;
  optional?: boolean;
  error?: string;
}

/** An hour, and whose clock shows it. */
export function HourInput({ at, zone, onChange, optional, error }: HourProps) {
  const { t } = useTranslation('flows');
  return (
    <Group gap="xs" align="flex-start" grow>
      <TimePicker
        label={t('hour')}
        description={optional ? t('hourAny') : undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        hoursInputLabel={`${t('hour')}: ${t('unit.hours', { count: 2 })}`}
        minutesInputLabel={`${t('hour')}: ${t('unit.minutes', { count: 2 })}`}
        value={at ?? ''}
        onChange={(next) => onChange({ at: next || undefined })}
        clearable={optional}
        error={error}
      />
      <Select
        label={t('zoneLabel')}
        data={(['person', 'shop'] as const).map((each) => ({ value: each, label: t(`zone.${each}`) }))}
        value={zone ?? 'person'}
        onChange={(next) => next && onChange({ zone: next as Zone })}
        allowDeselect={false}
      />
    </Group>
  );
}
