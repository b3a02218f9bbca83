import { Button, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconCloudOff, IconMoodConfuzed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/lib/api/client';
import { errorText } from '@/lib/errorText';

interface Props {
  error: unknown;
  retry?: () => void;
}

/** What went wrong in words, and a way to try again. */
export function ErrorState({ error, retry }: Props) {
  const { t } = useTranslation();
  const missing = error instanceof ApiError && error.status === 404;
  const Sign = error instanceof ApiError && error.status === 0 ? IconCloudOff : IconMoodConfuzed;
  return (
    <Stack align="center" gap="sm" py={56} px="md" ta="center" role="alert">
      <ThemeIcon size={52} radius="xl" variant="light" color={missing ? 'gray' : 'red'}>
        <Sign size={26} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Title order={2} fz="md">
        {missing ? t('error.missingTitle') : t('error.title')}
      </Title>
      <Text c="dimmed" size="sm" maw={440}>
        {missing ? t('error.missing') : errorText(error, t)}
      </Text>
      {retry && !missing && (
        <Button variant="default" size="sm" onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
    </Stack>
  );
}
