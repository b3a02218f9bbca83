import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api/client';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useSuppress } from './queries';

/** Closes an address by hand. */
export function AddSuppression({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('messages');
  const form = useForm({ initialValues: { address: '' } });
  const add = useSuppress();
  const close = () => {
    form.reset();
    onClose();
  };
  const save = ({ address }: typeof form.values) =>
    add.mutate(address, {
      onSuccess: () => {
        notifyDone(t('suppressions.added', { address: address.trim() }));
        close();
      },
      onError: (error) => {
        if (error instanceof ApiError && error.field === 'address') form.setFieldError('address', error.atField);
        else notifyFailed(errorText(error, t));
      },
    });
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={t('suppressions.addTitle')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={form.onSubmit(save)}>
        <Stack>
          <Text size="sm">{t('suppressions.addText')}</Text>
          <TextInput
            data-autofocus
            label={t('suppressions.address')}
            required
            inputMode="email"
            autoComplete="off"
            {...form.getInputProps('address')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('suppressions.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
