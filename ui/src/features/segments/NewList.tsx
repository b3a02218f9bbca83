import { Alert, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { errorText } from '@/lib/errorText';
import { useShopPaths } from '@/lib/shop';
import { useCreateList } from './queries';

/** Makes a segment that is kept by hand. */
export function NewList({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const create = useCreateList();
  const [name, setName] = useState('');
  return (
    <Modal opened={opened} onClose={onClose} title={t('list.new')} closeButtonProps={{ 'aria-label': t('action.cancel') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '')
            create.mutate(name.trim(), { onSuccess: (made) => void navigate(page(`segments/${made.id}`)) });
        }}
      >
        <Stack>
          <TextInput
            label={t('name')}
            description={t('list.newText')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={200}
            data-autofocus
          />
          {create.error && <Alert color="red">{errorText(create.error, t)}</Alert>}
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending} disabled={name.trim() === ''}>
              {t('list.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
