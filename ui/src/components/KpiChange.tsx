import { Group, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';

export interface Change {
  now?: number | null;
  before?: number | null;
  /** `points` compares shares, `percent` everything else. */
  unit?: 'percent' | 'points';
  /** Whether more is better; a rise of what should fall is red. */
  moreIsGood?: boolean;
}

/** How a number changed against the period before, in words as well as colour. */
export function KpiChange({ now, before, unit = 'percent', moreIsGood = true }: Change) {
  const { t } = useTranslation();
  const format = useFormat();
  if (now == null || before == null || (unit === 'percent' && before === 0)) {
    return (
      <Text size="xs" c="dimmed">
        {t('kpi.nothingBefore')}
      </Text>
    );
  }
  const by = unit === 'points' ? now - before : (now - before) / Math.abs(before);
  const flat = Math.abs(by) < 0.0005;
  const Arrow = flat ? IconArrowRight : by > 0 ? IconArrowUpRight : IconArrowDownRight;
  const amount =
    unit === 'points'
      ? t('kpi.points', { value: format.number(Math.abs(by) * 100, 1) })
      : format.percent(Math.abs(by));
  return (
    <Group gap={4} wrap="nowrap" align="flex-start">
      <Text span c={flat ? 'dimmed' : by > 0 === moreIsGood ? 'green' : 'red'} lh={1} pt={1}>
        <Arrow size={15} aria-hidden />
      </Text>
      <Text size="xs" c="dimmed">
        {flat ? t('kpi.same') : by > 0 ? t('kpi.more', { amount }) : t('kpi.less', { amount })}
      </Text>
    </Group>
  );
}
