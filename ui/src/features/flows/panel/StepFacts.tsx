import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import type { Step } from '../graph/definition';
import type { Flow, StepNumbers } from '../types';

interface Props {
  flow: Flow;
  id: string;
  step: Step;
  numbers: StepNumbers | undefined;
}

/** The numbers of one step; each opens to its rows. */
export function StepFacts({ flow, id, step, numbers }: Props) {
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const format = useFormat();
  const people = page(`flows/${flow.id}?tab=people&step=${encodeURIComponent(id)}`);
  const mails = (status: string) => page(`messages?flow=${flow.id}&status=${status}`);
  const facts: { label: string; value: string; to?: string }[] = [
    { label: t('number.entered'), value: format.number(numbers?.entered ?? 0) },
    { label: t('number.waiting'), value: format.number(numbers?.waiting ?? 0), to: `${people}&status=waiting` },
    ...(step.type === 'send'
      ? [
          { label: t('number.sent'), value: format.number(numbers?.sent ?? 0), to: mails('sent') },
          { label: t('number.skipped'), value: format.number(numbers?.skipped ?? 0), to: mails('skipped') },
          { label: t('number.opened'), value: format.number(numbers?.opened ?? 0) },
          { label: t('number.clicked'), value: format.number(numbers?.clicked ?? 0) },
          { label: t('number.converted'), value: format.number(numbers?.converted ?? 0) },
          { label: t('number.revenue'), value: format.money(numbers?.revenue ?? 0) },
        ]
      : []),
    ...(step.type === 'webhook'
      ? [
          { label: t('number.delivered'), value: format.number(numbers?.delivered ?? 0) },
          { label: t('number.failed'), value: format.number(numbers?.failed ?? 0) },
        ]
      : []),
  ];
  return (
    <SimpleGrid cols={4} spacing="xs" verticalSpacing="sm">
      {facts.map(({ label, value, to }) => (
        <div key={label}>
          <Text size="xs" c="dimmed" truncate>
            {label}
          </Text>
          {to && value !== '0' ? (
            <Anchor component={Link} to={to} fw={600} size="sm">
              {value}
            </Anchor>
          ) : (
            <Text fw={600} size="sm">
              {value}
            </Text>
          )}
        </div>
      ))}
    </SimpleGrid>
  );
}
