import { Button, Group, Modal, Select, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Profile } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useChangeProfile } from './hooks';

interface Props {
  profile: Profile;
  opened: boolean;
  onClose: () => void;
}

/** Corrects what is known; what is emptied is forgotten. */
export function EditFacts({ profile, opened, onClose }: Props) {
  const { t } = useTranslation('customers');
  const change = useChangeProfile(profile.id);
  const form = useForm({
    initialValues: {
      firstName: profile.firstName ?? '',
      lastName: profile.lastName ?? '',
      email: profile.email ?? '',
      phone: profile.phone ?? '',
      company: profile.company ?? '',
      city: profile.city ?? '',
      birthday: profile.birthday,
      gender: profile.gender,
      tags: profile.tags,
    },
  });
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('editTitle')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form
        onSubmit={form.onSubmit((values) => {
          const changes = Object.fromEntries(
            Object.entries(values)
              .filter(([name]) => form.isDirty(name))
              .map(([name, value]) => [name, value === '' ? null : value]),
          );
          change.mutate(changes, {
            onSuccess: () => {
              notifyDone(t('common:action.saved'));
              form.resetDirty();
              onClose();
            },
          });
        })}
      >
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <TextInput label={t('fact.firstName')} {...form.getInputProps('firstName')} />
            <TextInput label={t('fact.lastName')} {...form.getInputProps('lastName')} />
            <TextInput label={t('fact.email')} type="email" {...form.getInputProps('email')} />
            <TextInput label={t('fact.phone')} type="tel" {...form.getInputProps('phone')} />
            <TextInput label={t('fact.company')} {...form.getInputProps('company')} />
            <TextInput label={t('fact.city')} {...form.getInputProps('city')} />
            <DateInput label={t('fact.birthday')} clearable valueFormat="YYYY-MM-DD" {...form.getInputProps('birthday')} />
            <Select
              label={t('fact.gender')}
              clearable
              data={['f', 'm', 'x'].map((value) => ({ value, label: t(`gender.${value}`) }))}
              {...form.getInputProps('gender')}
            />
          </SimpleGrid>
          <TagsInput label={t('tags')} {...form.getInputProps('tags')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
