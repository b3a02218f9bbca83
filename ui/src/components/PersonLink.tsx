import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import type { PersonRef } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { PersonName } from './PersonName';

export function PersonLink({ person }: { person: PersonRef }) {
  const { page } = useShopPaths();
  return (
    <Anchor component={Link} to={page(`customers/${person.id}`)} inherit>
      <PersonName person={person} />
    </Anchor>
  );
}
