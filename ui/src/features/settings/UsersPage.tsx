import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { Section } from '@/components/Section';
import { StatusBadge } from '@/components/StatusBadge';
import { api } from '@/lib/api/client';
import type { User } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useMe } from '@/lib/session';
import { UserForm } from './UserForm';

/** Who may log in, and as what. */
export default function UsersPage() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const me = useMe();
  const { data, error, refetch } = useQuery({
    queryKey: ['users'],
    queryFn: ({ signal }) => api.get<User[]>('/api/users', {}, signal),
  });
  const [edited, setEdited] = useState<User | 'new'>();
  const [unwanted, setUnwanted] = useState<User>();
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(`/api/users/${id}`),
    onSuccess: async () => {
      setUnwanted(undefined);
      notifyDone(t('users.deleted'));
      await client.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <Section
      title={t('users.title')}
      text={t('users.text')}
      flush
      actions={
        <Button size="xs" leftSection={<IconUserPlus size={15} aria-hidden />} onClick={() => setEdited('new')}>
          {t('users.add')}
        </Button>
      }
    >
      <DataTable
        label={t('users.title')}
        rows={data}
        error={error}
        retry={() => void refetch()}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            key: 'name',
            header: t('users.name'),
            cell: ({ name, email }) => (
              <>
                <Text size="sm" fw={500}>
                  {name || email}
                </Text>
                {name && (
                  <Text size="xs" c="dimmed">
                    {email}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: 'role',
            header: t('users.role'),
            cell: ({ role, disabled }) => (
              <Group gap={6}>
                <StatusBadge tone={role === 'owner' ? 'accent' : 'quiet'}>{t(`common:role.${role}`)}</StatusBadge>
                {disabled && <StatusBadge tone="bad">{t('users.disabled')}</StatusBadge>}
              </Group>
            ),
          },
          { key: 'since', header: t('users.since'), from: 'sm', cell: ({ createdAt }) => <DateTime value={createdAt} show="date" /> },
          {
            key: 'acts',
            end: true,
            clickable: true,
            cell: (user) => (
              <Group gap={6} justify="flex-end">
                <Button size="compact-xs" variant="default" onClick={() => setEdited(user)}>
                  {t('common:action.edit')}
                </Button>
                {user.id !== me.user?.id && (
                  <Button size="compact-xs" variant="subtle" color="red" onClick={() => setUnwanted(user)}>
                    {t('common:action.delete')}
                  </Button>
                )}
              </Group>
            ),
          },
        ]}
      />
      {edited && <UserForm user={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      <ConfirmWithName
        opened={unwanted !== undefined}
        onClose={() => setUnwanted(undefined)}
        title={t('users.deleteTitle')}
        text={t('users.deleteText')}
        name={unwanted?.email}
        action={t('common:action.delete')}
        busy={remove.isPending}
        onConfirm={() => unwanted && remove.mutate(unwanted.id)}
      />
    </Section>
  );
}
