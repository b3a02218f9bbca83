import { ActionIcon, Autocomplete, Button, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields } from '@/components/condition/catalog';
import { useBuilder } from '@/components/condition/context';
import { reachable, type Definition, type IncrementStep, type SetStep, type TagStep, type Value } from '../graph/definition';
import { useSpeaker } from '../speaker';
import { useErrorAt } from './errors';
import type { FieldsProps } from './StepFields';

interface OnlyProps {
  definition: Definition;
  value: string | undefined;
  onChange: (step: string | undefined) => void;
}

/** Changes only for those to whom a message was really handed over. */
function OnlyIfSent({ definition, value, onChange }: OnlyProps) {
  const { t } = useTranslation('flows');
  const speaker = useSpeaker();
  const error = useErrorAt()('onlyIfSent');
  const messages = reachable(definition).filter((id) => definition.steps[id]?.type === 'send');
  if (messages.length === 0 && !value) return null;
  return (
    <Select
      label={t('onlyIfSent.label')}
      description={t('onlyIfSent.hint')}
      placeholder={t('onlyIfSent.always')}
      clearable
      data={messages.map((id) => ({ value: id, label: `${speaker.name(id)}` }))}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      error={error}
    />
  );
}

export function TagFields({ step, onChange, definition }: FieldsProps<TagStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  const tags = useFields().data?.tags;
  return (
    <Stack>
      <TagsInput label={t('tag.add')} data={tags} value={step.add ?? []} onChange={(add) => onChange({ ...step, add }, 'add')} acceptValueOnBlur error={errorAt('add')} />
      <TagsInput label={t('tag.remove')} data={tags} value={step.remove ?? []} onChange={(remove) => onChange({ ...step, remove }, 'remove')} acceptValueOnBlur />
      <OnlyIfSent definition={definition} value={step.onlyIfSent} onChange={(onlyIfSent) => onChange({ ...step, onlyIfSent })} />
    </Stack>
  );
}

const KINDS = ['text', 'number', 'yes', 'no', 'clear'] as const;
type Kind = (typeof KINDS)[number];
const kindOf = (value: Value): Kind =>
  value === null ? 'clear' : typeof value === 'number' ? 'number' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : 'text';
const valueOf = (kind: Kind, before: Value): Value => {
  switch (kind) {
    case 'text':
      return typeof before === 'number' ? String(before) : '';
    case 'number':
      return Number(before) || 0;
    case 'yes':
    case 'no':
      return kind === 'yes';
    case 'clear':
      return null;
  }
};

/** Attributes and what they become; a row whose name is still empty is not in the step yet. */
export function SetFields({ step, onChange, definition, readOnly }: FieldsProps<SetStep>) {
  const { t } = useTranslation('flows');
  const { decimal } = useBuilder();
  const errorAt = useErrorAt();
  const names = useFields().data?.attributes;
  const [rows, setRows] = useState<{ name: string; value: Value }[]>(() => {
    const found = Object.entries(step.attributes).map(([name, value]) => ({ name, value }));
    return found.length ? found : [{ name: '', value: '' }];
  });
  const set = (next: typeof rows) => {
    setRows(next);
    onChange({ ...step, attributes: Object.fromEntries(next.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value])) }, 'attributes');
  };
  return (
    <Stack>
      {rows.map(({ name, value }, index) => {
        const change = (by: Partial<(typeof rows)[number]>) => set(rows.map((row, i) => (i === index ? { ...row, ...by } : row)));
        return (
          <Stack key={index} gap={6}>
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <Autocomplete style={{ flex: 1 }} label={t('attributeName')} data={names} value={name} onChange={(next) => change({ name: next })} error={name ? undefined : errorAt('attributes')} />
              {!readOnly && rows.length > 1 && (
                <ActionIcon mb={6} aria-label={t('set.remove', { name })} onClick={() => set(rows.filter((_, i) => i !== index))}>
                  <IconX size={16} />
                </ActionIcon>
              )}
            </Group>
            <Group gap="xs" wrap="nowrap">
              <Select
                w={150}
                aria-label={t('set.kind')}
                data={KINDS.map((kind) => ({ value: kind, label: t(`set.kinds.${kind}`) }))}
                value={kindOf(value)}
                onChange={(kind) => kind && change({ value: valueOf(kind as Kind, value) })}
                allowDeselect={false}
              />
              {typeof value === 'string' && <TextInput style={{ flex: 1 }} aria-label={t('set.value')} value={value} maxLength={1000} onChange={(event) => change({ value: event.currentTarget.value })} />}
              {typeof value === 'number' && (
                <NumberInput style={{ flex: 1 }} aria-label={t('set.value')} decimalSeparator={decimal} value={value} onChange={(next) => change({ value: Number(next) || 0 })} />
              )}
            </Group>
          </Stack>
        );
      })}
      {!readOnly && rows.length < 20 && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setRows([...rows, { name: '', value: '' }])} style={{ alignSelf: 'flex-start' }}>
          {t('set.add')}
        </Button>
      )}
      <OnlyIfSent definition={definition} value={step.onlyIfSent} onChange={(onlyIfSent) => onChange({ ...step, onlyIfSent })} />
    </Stack>
  );
}

export function IncrementFields({ step, onChange, definition }: FieldsProps<IncrementStep>) {
  const { t } = useTranslation('flows');
  const { decimal } = useBuilder();
  const errorAt = useErrorAt();
  const names = useFields().data?.attributes;
  return (
    <Stack>
      <Autocomplete label={t('attributeName')} data={names} value={step.attribute} onChange={(attribute) => onChange({ ...step, attribute }, 'attribute')} error={errorAt('attribute')} />
      <NumberInput label={t('increment.by')} decimalSeparator={decimal} value={step.by} onChange={(by) => onChange({ ...step, by: Number(by) || 0 }, 'by')} error={errorAt('by')} />
      <Text size="xs" c="dimmed">
        {t('increment.hint')}
      </Text>
      <OnlyIfSent definition={definition} value={step.onlyIfSent} onChange={(onlyIfSent) => onChange({ ...step, onlyIfSent })} />
    </Stack>
  );
}
