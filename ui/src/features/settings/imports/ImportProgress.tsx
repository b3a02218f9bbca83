import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Import } from '@/lib/api/types';
import { useFormat } from '@/lib/useFormat';

/** How far the file has been read. */
export function ImportProgress({ job }: { job: Import }) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const share = job.status === 'done' ? 1 : job.bytes > 0 ? Math.min(1, job.bytesDone / job.bytes) : 0;
  return (
    <div>
      <Progress.Root size="md">
        <Progress.Section
          value={share * 100}
          animated={job.status === 'running'}
          aria-label={t('imports.progress', { share: format.percent(share, 0) })}
        />
      </Progress.Root>
      <Text size="xs" c="dimmed" mt={6}>
        {t('imports.bytes', {
          share: format.percent(share, 0),
          done: format.bytes(job.bytesDone),
          all: format.bytes(job.bytes),
        })}
      </Text>
    </div>
  );
}
