import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Grey lines in the place of what is coming. */
export function Loading({ lines = 6, height = 20 }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="md" p="md" role="status" aria-live="polite">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={line % 3 === 2 ? '70%' : '100%'} />
      ))}
    </Stack>
  );
}
