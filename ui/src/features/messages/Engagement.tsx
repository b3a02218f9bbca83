import { Group, Text, Tooltip } from '@mantine/core';
import { IconClick, IconMailOpened, IconRobot, IconShoppingBag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message } from '@/lib/api/types';
import { NONE } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';

/** How far a person went with a message; what only a machine did stands apart. */
export function Engagement({ message }: { message: Message }) {
  const { t } = useTranslation('messages');
  const format = useFormat();
  const signs = [
    { key: 'opened', at: message.openedAt, Sign: IconMailOpened },
    { key: 'clicked', at: message.clickedAt, Sign: IconClick },
    { key: 'ordered', at: message.orderedAt, Sign: IconShoppingBag },
    {
      key: 'machine',
      at: message.openedAt ? null : (message.machineClickedAt ?? message.machineOpenedAt),
      Sign: IconRobot,
    },
  ].filter(({ at }) => at);
  if (signs.length === 0) return NONE;
  return (
    <Group gap={8} wrap="nowrap">
      {signs.map(({ key, at, Sign }) => (
        <Tooltip key={key} label={`${t(`engagement.${key}`)}: ${format.dateTime(at)}`}>
          <Text span inherit lh={1} c={key === 'machine' ? 'dimmed' : 'accent'}>
            <Sign size={18} stroke={1.7} role="img" aria-label={t(`engagement.${key}`)} />
          </Text>
        </Tooltip>
      ))}
    </Group>
  );
}
