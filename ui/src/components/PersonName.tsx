import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PersonRef } from '@/lib/api/types';
import { nameOf } from '@/lib/people';
import { Email } from './Email';

/** A person's name, with the address under it when `both`. */
export function PersonName({ person, both }: { person: PersonRef & { known?: boolean }; both?: boolean }) {
  const { t } = useTranslation();
  const name = nameOf(person);
  return (
    <>
      <Text span inherit fs={name ? undefined : 'italic'}>
        {name ?? t(person.known ? 'person.nameless' : 'person.anonymous')}
      </Text>
      {both && person.email && person.email !== name && (
        <Text size="xs" c="dimmed" fw={400}>
          <Email address={person.email} />
        </Text>
      )}
    </>
  );
}
