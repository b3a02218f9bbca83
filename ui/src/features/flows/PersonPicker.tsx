import { Select } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileRow } from '@/lib/api/types';
import { nameOf } from '@/lib/people';
import { useFormat } from '@/lib/useFormat';
import { usePeople } from './preview';

interface Props {
  value: ProfileRow | null;
  onChange: (person: ProfileRow | null) => void;
  label?: string;
}

/** Whose eyes the mail is seen with. */
export function PersonPicker({ value, onChange, label }: Props) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const [words, setWords] = useState('');
  const people = usePeople(words);
  const labelOf = (person: ProfileRow) => {
    const name = nameOf(person) ?? person.id;
    const mail = person.email && person.email !== name ? ` · ${person.email}` : '';
    return person.openCart === null ? `${name}${mail}` : `${name}${mail} · ${t('preview.cart', { amount: format.money(person.openCart) })}`;
  };
  const rows = people.data ?? [];
  const offered = value && !rows.some(({ id }) => id === value.id) ? [value, ...rows] : rows;
  return (
    <Select
      label={label}
      aria-label={label ? undefined : t('preview.as')}
      placeholder={t('preview.as')}
      leftSection={<IconUser size={16} aria-hidden />}
      searchable
      clearable
      data={offered.map((person) => ({ value: person.id, label: labelOf(person) }))}
      // the server has searched already
      filter={({ options }) => options}
      value={value?.id ?? null}
      onChange={(id) => onChange(offered.find((person) => person.id === id) ?? null)}
      searchValue={words}
      onSearchChange={setWords}
      nothingFoundMessage={people.isFetching ? '…' : t('preview.noPerson')}
      style={{ flex: '1 1 220px' }}
      size="xs"
    />
  );
}
