import { ActionIcon, Box, Button, Group, Input, NumberInput, Select, Slider, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFields } from '@/components/condition/catalog';
import { GenderInput } from '@/components/condition/GenderInput';
import { useFormat } from '@/lib/useFormat';
import type { HoldoutStep, RandomStep, SplitStep } from '../graph/definition';
import { addWay, dropWay } from '../graph/edit';
import { without } from '../graph/without';
import { useErrorAt } from './errors';
import { FieldInput } from './PersonFields';
import type { FieldsProps } from './StepFields';
import { DurationInput } from './TimeFields';

const SUGGESTED: Record<string, string[]> = { locale: ['it', 'pl', 'en'] };
const TRAITS = ['locale', 'country', 'gender', 'city', 'company', 'timezone', 'emailDomain', 'tags'];
const MOST_WAYS = 10;

/** A way for each of some values of the person. */
export function SplitFields({ id, step, onChange, onEdit, readOnly }: FieldsProps<SplitStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const fields = useFields();
  const suggestions = step.trait === 'tags' ? fields.data?.tags : SUGGESTED[step.trait ?? ''];
  const setValues = (index: number, values: string[]) => onChange({ ...step, cases: step.cases.map((one, i) => (i === index ? { ...one, values } : one)) }, 'cases');
  return (
    <Stack>
      <FieldInput
        label={t('split.by')}
        traits={TRAITS}
        trait={step.trait}
        attribute={step.attribute}
        onChange={(field) => onChange({ ...without(step, 'trait', 'attribute'), ...field }, 'field')}
        error={errorAt('attribute')}
      />
      <Box>
        <Text size="sm" fw={500} mb={4}>
          {t('split.ways')}
        </Text>
        <Stack gap="xs">
          {step.cases.map((each, index) => (
            <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
              {step.trait === 'gender' ? (
                <GenderInput
                  label={t('split.values', { n: index + 1 })}
                  value={each.values}
                  onChange={(values) => setValues(index, values)}
                  error={errorAt(`cases[${index}].values`)}
                  readOnly={readOnly}
                />
              ) : (
                <TagsInput
                  style={{ flex: 1 }}
                  aria-label={t('split.values', { n: index + 1 })}
                  placeholder={each.values.length === 0 ? t('split.typeValues') : undefined}
                  data={suggestions}
                  value={each.values}
                  onChange={(values) => setValues(index, values)}
                  acceptValueOnBlur
                  error={errorAt(`cases[${index}].values`)}
                />
              )}
              {!readOnly && step.cases.length > 1 && (
                <ActionIcon mt={6} aria-label={t('split.remove', { n: index + 1 })} onClick={() => onEdit((now) => dropWay(now, id, index))}>
                  <IconX size={16} />
                </ActionIcon>
              )}
            </Group>
          ))}
          <Text size="xs" c="dimmed">
            {t('split.otherwise')}
          </Text>
          {!readOnly && step.cases.length < MOST_WAYS && (
            <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onEdit((now) => addWay(now, id))} style={{ alignSelf: 'flex-start' }}>
              {t('split.add')}
            </Button>
          )}
        </Stack>
      </Box>
    </Stack>
  );
}

/** Ways by chance, and whether the best of them wins. */
export function RandomFields({ id, step, onChange, onEdit, readOnly }: FieldsProps<RandomStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const format = useFormat();
  const sum = step.ways.reduce((total, { percent }) => total + percent, 0);
  const { winner } = step;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('random.text')}
      </Text>
      <Input.Wrapper label={t('random.ways')} labelElement="div" error={errorAt('ways') && t('random.sum', { sum: format.number(sum) })}>
        <Stack gap="xs" mt={4}>
          {step.ways.map((way, index) => {
            const set = (change: Partial<typeof way>) => onChange({ ...step, ways: step.ways.map((each, i) => (i === index ? { ...each, ...change } : each)) }, `way ${index}`);
            return (
              <Group key={index} gap="xs" wrap="nowrap">
                <TextInput style={{ flex: 1 }} aria-label={t('random.name', { n: index + 1 })} value={way.name} maxLength={100} onChange={(event) => set({ name: event.currentTarget.value })} />
                <NumberInput
                  w={96}
                  aria-label={t('random.percent', { name: way.name })}
                  suffix="%"
                  min={0}
                  max={100}
                  allowDecimal={false}
                  value={way.percent}
                  onChange={(percent) => set({ percent: Number(percent) || 0 })}
                />
                {!readOnly && step.ways.length > 2 && (
                  <ActionIcon aria-label={t('split.remove', { n: index + 1 })} onClick={() => onEdit((now) => dropWay(now, id, index))}>
                    <IconX size={16} />
                  </ActionIcon>
                )}
              </Group>
            );
          })}
        </Stack>
      </Input.Wrapper>
      {!readOnly && step.ways.length < MOST_WAYS && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onEdit((now) => addWay(now, id))} style={{ alignSelf: 'flex-start' }}>
          {t('split.add')}
        </Button>
      )}
      <Switch
        label={t('random.winner')}
        description={t('random.winnerHint')}
        checked={Boolean(winner)}
        onChange={(event) => {
          const rest = without(step, 'winner');
          onChange(event.currentTarget.checked ? { ...rest, winner: { by: 'clicked', after: 'PT72H', minimum: 100 } } : rest);
        }}
      />
      {winner && (
        <>
          <Select
            label={t('random.by')}
            data={(['opened', 'clicked', 'converted'] as const).map((by) => ({ value: by, label: t(`random.best.${by}`) }))}
            value={winner.by}
            onChange={(by) => by && onChange({ ...step, winner: { ...winner, by: by as typeof winner.by } })}
            allowDeselect={false}
          />
          <DurationInput label={t('random.after')} value={winner.after} onChange={(after) => onChange({ ...step, winner: { ...winner, after } }, 'after')} error={errorAt('winner.after')} />
          <NumberInput
            label={t('random.minimum')}
            min={1}
            max={1_000_000}
            allowDecimal={false}
            value={winner.minimum}
            onChange={(minimum) => onChange({ ...step, winner: { ...winner, minimum: Number(minimum) || 0 } }, 'minimum')}
          />
        </>
      )}
    </Stack>
  );
}

/** How many leave here, to be compared with those who go on. */
export function HoldoutFields({ step, onChange, readOnly }: FieldsProps<HoldoutStep>) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const error = useErrorAt()('percent');
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('holdout.text')}
      </Text>
      <Input.Wrapper label={t('holdout.share')} labelElement="div" error={error}>
        <Group wrap="nowrap" mt={4}>
          <Slider
            style={{ flex: 1 }}
            min={1}
            max={50}
            disabled={readOnly}
            thumbLabel={t('holdout.share')}
            label={(percent) => format.percent(percent / 100, 0)}
            value={step.percent}
            onChange={(percent) => onChange({ ...step, percent }, 'percent')}
          />
          <Text size="sm" w={48} ta="end">
            {format.percent(step.percent / 100, 0)}
          </Text>
        </Group>
      </Input.Wrapper>
    </Stack>
  );
}
