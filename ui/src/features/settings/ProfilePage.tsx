import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { UnsavedWarning } from '@/components/UnsavedWarning';
import { ApiError, api } from '@/lib/api/client';
import type { Locale, Me } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { LOCALE_NAMES, LOCALES, speak } from '@/lib/i18n';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { SESSION, useMe } from '@/lib/session';

/** What users may change of themselves, whatever their role. */
export default function ProfilePage() {
  return (
    <Stack gap="md">
      <Myself />
      <Password />
    </Stack>
  );
}

function useChangeMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Record<string, string>) => api.patch<Me>('/api/session', change),
    meta: { quiet: true },
    onSuccess: (me) => client.setQueryData(SESSION, me),
  });
}

function Myself() {
  const { t } = useTranslation('settings');
  const { user } = useMe();
  const form = useForm({ initialValues: { name: user.name, locale: user.locale as string } });
  const change = useChangeMe();
  const save = (values: typeof form.values) =>
    change.mutate(values, {
      onSuccess: async (me) => {
        form.resetDirty(values);
        await speak(me.user.locale as Locale);
        notifyDone(t('common:action.saved'));
      },
      onError: (error) => {
        if (error instanceof ApiError && error.field === 'name') form.setFieldError('name', error.atField);
        else notifyFailed(errorText(error, t));
      },
    });
  return (
    <form onSubmit={form.onSubmit(save)}>
      <UnsavedWarning dirty={form.isDirty()} />
      <Section title={t('profile.title')} text={user.email}>
        <Stack gap="md" maw={420}>
          <TextInput label={t('profile.name')} autoComplete="name" {...form.getInputProps('name')} />
          <Select
            label={t('profile.locale')}
            allowDeselect={false}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            {...form.getInputProps('locale')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </Section>
    </form>
  );
}

function Password() {
  const { t } = useTranslation('settings');
  const { user } = useMe();
  const form = useForm({
    initialValues: { currentPassword: '', password: '', again: '' },
    validate: {
      again: (again, { password }) => (again === password ? null : t('profile.differs')),
    },
  });
  const change = useChangeMe();
  const save = ({ currentPassword, password }: typeof form.values) =>
    change.mutate(
      { currentPassword, password },
      {
        onSuccess: () => {
          form.reset();
          notifyDone(t('profile.changed'));
        },
        onError: (error) => {
          if (error instanceof ApiError && error.field && error.field in form.values) {
            form.setFieldError(error.field, error.atField);
          } else notifyFailed(errorText(error, t));
        },
      },
    );
  const toggle = { 'aria-label': t('users.showPassword'), 'aria-hidden': false, tabIndex: 0 };
  return (
    <form onSubmit={form.onSubmit(save)}>
      <Section title={t('profile.password')} text={t('profile.passwordText')}>
        <Stack gap="md" maw={420}>
          {/* password keepers need to know whose it is */}
          <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
          <PasswordInput
            label={t('profile.current')}
            required
            autoComplete="current-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={t('profile.new')}
            description={t('profile.newHint')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label={t('profile.again')}
            required
            autoComplete="new-password"
            visibilityToggleButtonProps={toggle}
            {...form.getInputProps('again')}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={change.isPending}>
              {t('profile.change')}
            </Button>
          </Group>
        </Stack>
      </Section>
    </form>
  );
}
