import { Chip, Group, Input, Radio, SegmentedControl, Stack, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import { DAYS, type Day, type WaitDateStep, type WaitForStep, type WaitStep, type WaitUntilStep } from '../graph/definition';
import { useSpeaker } from '../speaker';
import { useErrorAt } from './errors';
import { EventInput } from './EventInput';
import { DateOfInput } from './PersonFields';
import type { FieldsProps } from './StepFields';
import { DurationInput, HourInput, OffsetInput } from './TimeFields';

/** How long, and from when it counts. */
export function WaitFields({ step, onChange }: FieldsProps<WaitStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  return (
    <Stack>
      <DurationInput label={t('wait.length')} value={step.duration} onChange={(duration) => onChange({ ...step, duration }, 'duration')} error={errorAt('duration')} />
      <Radio.Group label={t('wait.since')} value={step.since ?? 'step'} onChange={(since) => onChange({ ...step, since: since as 'step' | 'entry' })}>
        <Stack gap="xs" mt={6}>
          <Radio value="step" label={t('wait.sinceStep')} />
          <Radio value="entry" label={t('wait.sinceEntryLabel')} description={t('wait.sinceEntryHint')} />
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

/** The next such hour on such a day. */
export function WaitUntilFields({ step, onChange }: FieldsProps<WaitUntilStep>) {
  const { t, i18n } = useTranslation('flows');
  const errorAt = useErrorAt();
  const name = (day: Day) =>
    new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 5 + DAYS.indexOf(day))));
  return (
    <Stack>
      <HourInput optional at={step.at} zone={step.zone} onChange={(change) => onChange({ ...step, ...change }, 'at')} error={errorAt('at')} />
      <Input.Wrapper label={t('wait-until.days')} description={t('wait-until.daysText')} labelElement="div">
        <Chip.Group multiple value={step.days ?? []} onChange={(days) => onChange({ ...step, days: DAYS.filter((day) => days.includes(day)) })}>
          <Group gap={6} mt={6}>
            {DAYS.map((day) => (
              <Chip key={day} value={day} size="xs" variant="light">
                {name(day)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      </Input.Wrapper>
    </Stack>
  );
}

/** A date of the person's, some days before or after. */
export function WaitDateFields({ step, onChange }: FieldsProps<WaitDateStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  return (
    <Stack>
      <DateOfInput label={t('date.which')} withProperty value={step.of} onChange={(of) => onChange({ ...step, of }, 'of')} error={errorAt('of')} />
      <OffsetInput label={t('date.when')} value={step.offset} onChange={(offset) => onChange({ ...step, offset }, 'offset')} />
      <HourInput at={step.at} zone={step.zone} onChange={(change) => onChange({ ...step, ...change }, 'at')} error={errorAt('at')} />
      <Switch label={t('date.yearly')} checked={step.yearly ?? step.of.trait === 'birthday'} onChange={(event) => onChange({ ...step, yearly: event.currentTarget.checked })} />
      <Text size="xs" c="dimmed">
        {t('wait-date.missing')}
      </Text>
    </Stack>
  );
}

/** Something to happen or to become true, but not for ever. */
export function WaitForFields({ step, onChange, readOnly }: FieldsProps<WaitForStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const speaker = useSpeaker();
  const { event } = step;
  // chosen, though nothing may stand in it yet
  const conditional = !event || step.condition !== undefined;
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('wait-for.what')}
        size="xs"
        value={event ? (conditional ? 'both' : 'event') : 'condition'}
        onChange={(what) =>
          onChange({
            ...step,
            event: what === 'condition' ? undefined : (event ?? { name: 'Order Completed' }),
            condition: what === 'event' ? undefined : (step.condition ?? null),
          })
        }
        data={[
          { value: 'event', label: t('wait-for.byEvent') },
          { value: 'condition', label: t('wait-for.byCondition') },
          { value: 'both', label: t('wait-for.byBoth') },
        ]}
      />
      {event && (
        <EventInput
          label={t('triggerEvent')}
          name={event.name}
          where={event.where ?? []}
          onName={(name) => onChange({ ...step, event: { name } })}
          onWhere={(where) => onChange({ ...step, event: { name: event.name, ...(where.length && { where }) } }, 'where')}
          error={errorAt('event')}
        />
      )}
      {conditional && (
        <Input.Wrapper label={event ? t('wait-for.orCondition') : undefined} labelElement="div" error={errorAt('condition')}>
          <ConditionBuilder initial={step.condition ?? null} undoable={false} onChange={(condition) => onChange({ ...step, condition }, 'condition')} readOnly={readOnly} />
        </Input.Wrapper>
      )}
      <DurationInput
        label={t('wait-for.longest')}
        description={t('wait-for.longestText', { time: speaker.span(step.timeout) })}
        value={step.timeout}
        onChange={(timeout) => onChange({ ...step, timeout }, 'timeout')}
        error={errorAt('timeout')}
      />
    </Stack>
  );
}
