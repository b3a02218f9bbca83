import { Box, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFields } from '@/components/condition/catalog';
import type { Filter } from '@/components/condition/condition';
import { FilterRows } from '@/components/condition/FilterRows';
import { KNOWN_EVENTS, eventKey } from '@/components/condition/kinds';

interface Props {
  label: string;
  name: string;
  where: Filter[];
  onName: (name: string) => void;
  onWhere: (where: Filter[]) => void;
  error?: string;
}

/** Something that happens, and what its properties must be. */
export function EventInput({ label, name, where, onName, onWhere, error }: Props) {
  const { t } = useTranslation(['flows', 'condition']);
  const fields = useFields();
  const names = [...new Set([...KNOWN_EVENTS, ...(fields.data?.events ?? []), ...(name ? [name] : [])])];
  return (
    <>
      <Select
        label={label}
        searchable
        data={names.map((each) => ({
          value: each,
          label: (KNOWN_EVENTS as readonly string[]).includes(each) ? t(`condition:eventName.${eventKey(each)}`) : each,
        }))}
        value={name || null}
        onChange={(next) => next && onName(next)}
        allowDeselect={false}
        nothingFoundMessage={t('condition:ui.nothingFound')}
        error={error}
      />
      <Box>
        {where.length > 0 && (
          <Text size="sm" fw={500} mb={4}>
            {t('flows:eventWhere')}
          </Text>
        )}
        <FilterRows event={name} where={where} onChange={onWhere} />
      </Box>
    </>
  );
}
