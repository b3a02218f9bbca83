import { Alert, Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '@/components/CopyField';
import { api } from '@/lib/api/client';
import type { ApiKey } from '@/lib/api/types';
import { useMe } from '@/lib/session';

const ROLES = ['owner', 'marketer', 'viewer'] as const;

/** Makes a key and shows it this once. */
export function NewKeyForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { shops } = useMe();
  const form = useForm({ initialValues: { name: '', role: 'marketer', shop: '' } });
  const make = useMutation({
    mutationFn: ({ name, role, shop }: typeof form.values) =>
      api.post<ApiKey & { key: string }>('/api/keys', { name: name.trim(), role, shop: shop ? Number(shop) : null }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={make.data ? make.data.name : t('keys.add')}
      closeOnClickOutside={!make.data}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      {make.data ? (
        <Stack>
          <Alert color="orange" icon={<IconAlertTriangle size={18} aria-hidden />}>
            {t('keys.once')}
          </Alert>
          <CopyField label={t('keys.key')} value={make.data.key} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('keys.kept')}</Button>
          </Group>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
          <Stack>
            <TextInput
              label={t('keys.name')}
              description={t('keys.nameHint')}
              required
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Select
              label={t('keys.role')}
              description={t(`roleText.${form.values.role}`)}
              allowDeselect={false}
              data={ROLES.map((value) => ({ value, label: t(`common:role.${value}`) }))}
              {...form.getInputProps('role')}
            />
            <Select
              label={t('keys.shop')}
              allowDeselect={false}
              data={[
                { value: '', label: t('keys.allShops') },
                ...shops.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              {...form.getInputProps('shop')}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                {t('common:action.cancel')}
              </Button>
              <Button type="submit" loading={make.isPending}>
                {t('keys.make')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
