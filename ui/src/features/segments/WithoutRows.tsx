import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Condition } from '@/components/condition/condition';
import { phraseOf } from '@/components/condition/sentence';
import { useWords } from '@/components/condition/useWords';
import { useFormat } from '@/lib/useFormat';
import { useWithout } from './queries';

/** What each condition changes: how many people there would be more or fewer without it. */
export function WithoutRows({ condition, count }: { condition: Condition | null; count: number }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const words = useWords(condition);
  const { rows, counts } = useWithout(condition);
  if (counts.length === 0) return null;
  return (
    <Stack gap={6} component="ul" p={0} m={0} mt={4} style={{ listStyle: 'none' }} aria-label={t('preview.rows')} data-testid="preview-rows">
      <Text size="xs" fw={600} component="li">
        {t('preview.rows')}
      </Text>
      {rows.map((row, index) => {
        const without = counts[index];
        const change = without === undefined ? undefined : count - without;
        return (
          <Group key={index} component="li" justify="space-between" wrap="nowrap" gap="sm" align="flex-start">
            <Text size="xs" c="dimmed" lineClamp={2} miw={0}>
              {phraseOf(row, words)}
            </Text>
            <Text size="xs" fw={600} style={{ whiteSpace: 'nowrap' }}>
              {change === undefined ? '…' : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${format.number(Math.abs(change))}`}
            </Text>
          </Group>
        );
      })}
    </Stack>
  );
}
