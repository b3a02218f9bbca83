import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '@/components/StatusBadge';
import type { Message } from '@/lib/api/types';

/** Opened, clicked, ordered: the strongest first; machines are named as such. */
export function MessageSigns({ message }: { message: Message }) {
  const { t } = useTranslation('customers');
  if (message.orderedAt) return <StatusBadge tone="good">{t('sign.ordered')}</StatusBadge>;
  if (message.clickedAt) return <StatusBadge tone="accent">{t('sign.clicked')}</StatusBadge>;
  if (message.openedAt) return <StatusBadge tone="info">{t('sign.opened')}</StatusBadge>;
  if (message.machineOpenedAt || message.machineClickedAt) return <StatusBadge tone="quiet">{t('sign.machine')}</StatusBadge>;
  return (
    <Group>
      <Text size="sm" c="dimmed">
        –
      </Text>
    </Group>
  );
}
