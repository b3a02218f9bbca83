import { Button, Group, Modal, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '@/lib/api/client';
import type { User } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useMe } from '@/lib/session';

const ROLES = ['owner', 'marketer', 'viewer'] as const;

/** Adds or changes a user. */
export function UserForm({ user, onClose }: { user?: User; onClose: () => void }) {
  const { t, i18n } = useTranslation('settings');
  const client = useQueryClient();
  const me = useMe();
  const form = useForm({
    initialValues: {
      email: user?.email ?? '',
      name: user?.name ?? '',
      role: (user?.role ?? 'marketer') as string,
      locale: (user?.locale ?? i18n.language) as string,
      password: '',
      disabled: user?.disabled ?? false,
    },
  });
  const save = useMutation({
    mutationFn: ({ email, password, disabled, ...rest }: typeof form.values) =>
      user
        ? api.patch<User>(`/api/users/${user.id}`, { ...rest, disabled, ...(password ? { password } : {}) })
        : api.post<User>('/api/users', { ...rest, email: email.trim(), password }),
    meta: { quiet: true },
    onSuccess: async () => {
      notifyDone(t('common:action.saved'));
      await client.invalidateQueries({ queryKey: ['users'] });
      onClose();
    },
    onError: (error) => {
      if (error instanceof ApiError && error.field && error.field in form.values) {
        form.setFieldError(error.field, error.atField);
      } else notifyFailed(errorText(error, t));
    },
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={user ? t('users.edit') : t('users.add')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label={t('users.email')} type="email" required disabled={!!user} {...form.getInputProps('email')} />
          <TextInput label={t('users.name')} {...form.getInputProps('name')} />
          <Select
            label={t('users.role')}
            description={t(`roleText.${form.values.role}`)}
            allowDeselect={false}
            data={ROLES.map((value) => ({ value, label: t(`common:role.${value}`) }))}
            {...form.getInputProps('role')}
          />
          <Select
            label={t('users.locale')}
            allowDeselect={false}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            {...form.getInputProps('locale')}
          />
          <PasswordInput
            label={user ? t('users.newPassword') : t('users.password')}
            description={user ? t('users.newPasswordHint') : t('users.passwordHint')}
            autoComplete="new-password"
            required={!user}
            visibilityToggleButtonProps={{ 'aria-label': t('users.showPassword'), 'aria-hidden': false, tabIndex: 0 }}
            {...form.getInputProps('password')}
          />
          {user && user.id !== me.user?.id && (
            <Switch label={t('users.mayNot')} {...form.getInputProps('disabled', { type: 'checkbox' })} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
