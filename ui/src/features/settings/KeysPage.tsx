import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { Section } from '@/components/Section';
import { StatusBadge } from '@/components/StatusBadge';
import { api } from '@/lib/api/client';
import type { ApiKey } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useMe } from '@/lib/session';
import { NewKeyForm } from './NewKeyForm';

/** Keys for scripts and integrations. */
export default function KeysPage() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { shops } = useMe();
  const [adding, { open, close }] = useDisclosure();
  const [unwanted, setUnwanted] = useState<ApiKey>();
  const { data, error, refetch } = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => api.get<ApiKey[]>('/api/keys', {}, signal),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete(`/api/keys/${id}`),
    onSuccess: async () => {
      setUnwanted(undefined);
      notifyDone(t('keys.revoked'));
      await client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const add = (
    <Button size="xs" leftSection={<IconKey size={15} aria-hidden />} onClick={open}>
      {t('keys.add')}
    </Button>
  );
  return (
    <Section title={t('keys.title')} text={t('keys.text')} flush actions={add}>
      <DataTable
        label={t('keys.title')}
        rows={data}
        error={error}
        retry={() => void refetch()}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconKey} title={t('keys.emptyTitle')} text={t('keys.emptyText')} />}
        columns={[
          {
            key: 'name',
            header: t('keys.name'),
            cell: ({ name }) => (
              <Text size="sm" fw={500}>
                {name}
              </Text>
            ),
          },
          { key: 'role', header: t('keys.role'), cell: ({ role }) => <StatusBadge tone="quiet">{t(`common:role.${role}`)}</StatusBadge> },
          {
            key: 'shop',
            header: t('keys.shop'),
            from: 'sm',
            cell: ({ shop }) => (shop == null ? t('keys.allShops') : (shops.find(({ id }) => id === shop)?.name ?? shop)),
          },
          {
            key: 'used',
            header: t('keys.lastUsed'),
            from: 'sm',
            cell: ({ lastUsedAt }) => (lastUsedAt ? <DateTime value={lastUsedAt} show="relative" /> : t('keys.never')),
          },
          {
            key: 'acts',
            end: true,
            clickable: true,
            cell: (key) => (
              <Button size="compact-xs" variant="subtle" color="red" onClick={() => setUnwanted(key)}>
                {t('keys.revoke')}
              </Button>
            ),
          },
        ]}
      />
      {adding && <NewKeyForm onClose={close} />}
      <ConfirmWithName
        opened={unwanted !== undefined}
        onClose={() => setUnwanted(undefined)}
        title={t('keys.revokeTitle')}
        text={t('keys.revokeText')}
        name={unwanted?.name}
        action={t('keys.revoke')}
        busy={revoke.isPending}
        onConfirm={() => unwanted && revoke.mutate(unwanted.id)}
      />
    </Section>
  );
}
