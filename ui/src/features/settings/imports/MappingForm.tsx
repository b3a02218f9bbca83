import { Accordion, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from '@/lib/api/types';
import { FIELDS, type Mapping, OPTIONS, REQUIRED } from './fields';

interface Props {
  kind: ImportKind;
  columns: string[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  lacking: string[];
}

/** Which column is which field, starting from the guess. */
export function MappingForm({ kind, columns, mapping, onChange, lacking }: Props) {
  const { t } = useTranslation('settings');
  const set = (field: string, column: string) => onChange({ ...mapping, [field]: column });
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="sm">
        {FIELDS[kind].map((field) => {
          const value = mapping[field] ?? '';
          // a constant of the guess, such as a currency for all rows, is offered beside the columns
          const constants = value.startsWith('=') ? [{ value, label: t('imports.always', { value: value.slice(1) }) }] : [];
          return (
            <Select
              key={field}
              label={t(`field.${field}`)}
              required={REQUIRED[kind].includes(field)}
              error={lacking.includes(field) ? t('imports.needed') : undefined}
              placeholder={t('imports.notThere')}
              clearable
              clearButtonProps={{ 'aria-label': t('common:action.clear') }}
              searchable
              data={[...constants, ...columns.map((column) => ({ value: column, label: column }))]}
              value={value || null}
              onChange={(column) => set(field, column ?? '')}
            />
          );
        })}
      </SimpleGrid>
      <Accordion variant="contained" chevronPosition="left">
        <Accordion.Item value="reading">
          <Accordion.Control>
            <Text size="sm" fw={500}>
              {t('imports.reading')}
            </Text>
          </Accordion.Control>
          <Accordion.Panel>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              {OPTIONS.map((option) => (
                <TextInput
                  key={option}
                  label={t(`option.${option}`)}
                  description={t(`optionHint.${option}`)}
                  value={(mapping[option] ?? '').replace(/^=/, '')}
                  onChange={(event) => set(option, `=${event.currentTarget.value}`)}
                />
              ))}
            </SimpleGrid>
          </Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </Stack>
  );
}
