import { Group, Loader, Text, Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import type { Segment } from './types';

/** The number of members; while they are still being found, says so. */
export function Count({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  if (segment.ready)
    return (
      <Text span inherit>
        {format.number(segment.members)}
      </Text>
    );
  return (
    <Tooltip label={t('counting')}>
      <Group gap={6} component="span" display="inline-flex" wrap="nowrap">
        <Loader role="status" size={12} aria-label={t('counting')} />
        <Text span inherit c="dimmed">
          {format.number(segment.members)}
        </Text>
      </Group>
    </Tooltip>
  );
}
