import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import { useCanChange, useMe } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';

/** Sends one mail and says what the mail server answered. */
export function SmtpTest() {
  const { t } = useTranslation('settings');
  const { user } = useMe();
  const { url } = useShopPaths();
  const canChange = useCanChange();
  const [to, setTo] = useState(user?.email ?? '');
  const test = useMutation({
    mutationFn: () => api.post<{ ok: boolean; detail: string }>(url('smtp-test'), { to: to.trim() }),
  });
  if (!canChange) return null;
  return (
    <Section title={t('smtp.title')} text={t('smtp.text')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          test.mutate();
        }}
      >
        <Stack gap="md">
          <Group align="flex-end" gap="sm">
            <TextInput
              label={t('smtp.to')}
              type="email"
              required
              withAsterisk={false}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
              style={{ flex: '1 1 14rem', maxWidth: 360 }}
            />
            <Button type="submit" variant="default" loading={test.isPending}>
              {t('smtp.send')}
            </Button>
          </Group>
          {test.data && (
            <Alert
              color={test.data.ok ? 'green' : 'red'}
              role="status"
              icon={test.data.ok ? <IconCheck size={18} aria-hidden /> : <IconAlertCircle size={18} aria-hidden />}
              title={test.data.ok ? t('smtp.ok') : t('smtp.failed')}
            >
              {test.data.detail}
            </Alert>
          )}
        </Stack>
      </form>
    </Section>
  );
}
