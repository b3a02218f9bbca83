import { Alert, Button, Center, Group, Paper, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertCircle } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '@/components/Logo';
import { ApiError, api } from '@/lib/api/client';
import type { Me } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { isLocale, LOCALE_NAMES, LOCALES, speak } from '@/lib/i18n';
import { SESSION } from '@/lib/session';

export default function LoginPage() {
  const { t, i18n } = useTranslation('login');
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  useEffect(() => {
    document.title = `${t('title')} · Ritorno`;
  }, [t]);
  const login = useMutation({
    mutationFn: () => api.post<Me>('/api/session', { email: email.trim(), password }),
    meta: { quiet: true },
    onSuccess: (me) => client.setQueryData(SESSION, me),
  });
  const problem =
    login.error instanceof ApiError && login.error.status === 401
      ? t('wrong')
      : login.error instanceof ApiError && login.error.status === 429
        ? t('tooMany')
        : login.error
          ? errorText(login.error, t)
          : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    login.mutate();
  };
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Group justify="center">
          <Logo />
        </Group>
        <Paper p="xl">
          <form onSubmit={submit}>
            <Stack>
              <Title order={1} fz="xl">
                {t('title')}
              </Title>
              {problem && (
                <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />} role="alert">
                  {problem}
                </Alert>
              )}
              <TextInput
                label={t('email')}
                type="email"
                name="email"
                autoComplete="username"
                required
                withAsterisk={false}
                autoFocus
                value={email}
                onChange={(event) => setEmail(event.currentTarget.value)}
              />
              <PasswordInput
                label={t('password')}
                name="password"
                autoComplete="current-password"
                required
                withAsterisk={false}
                value={password}
                visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), 'aria-hidden': false, tabIndex: 0 }}
                onChange={(event) => setPassword(event.currentTarget.value)}
              />
              <Button type="submit" loading={login.isPending} mt="xs">
                {t('enter')}
              </Button>
            </Stack>
          </form>
        </Paper>
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed" maw={240}>
            {t('forgotten')}
          </Text>
          <Select
            aria-label={t('language')}
            size="xs"
            w={110}
            allowDeselect={false}
            data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
            value={i18n.language}
            onChange={(locale) => {
              if (isLocale(locale)) void speak(locale);
            }}
          />
        </Group>
      </Stack>
    </Center>
  );
}
