import { Anchor, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import type { Decision } from '@/lib/api/types';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';

const TONES: Record<string, Tone> = {
  send: 'good',
  hold: 'info',
  skip: 'warn',
  'not-entered': 'warn',
  'held-out': 'warn',
  parked: 'bad',
  stopped: 'quiet',
  entered: 'accent',
};

interface Props {
  decision: Decision;
  /** Where in the flow it was made, on a page of that flow; elsewhere the flow is named. */
  step?: string;
}

/** One decision: what, why, when, and the way to what it was about. */
export function DecisionRow({ decision, step }: Props) {
  const { t } = useTranslation();
  const { page } = useShopPaths();
  const reasonText = useReasonText();
  return (
    <Group component="li" gap="md" wrap="nowrap" align="flex-start" py={8}>
      <Box w={104} style={{ flex: 'none' }}>
        <StatusBadge tone={TONES[decision.outcome] ?? 'quiet'}>
          {t(`common:outcome.${decision.outcome}`, { defaultValue: decision.outcome })}
        </StatusBadge>
      </Box>
      <Box style={{ flex: 1 }} miw={0}>
        <Text size="sm">{reasonText(decision.reason, decision.detail, decision.outcome)}</Text>
        <Group gap="md">
          {step && (
            <Text size="xs" c="dimmed">
              {step}
            </Text>
          )}
          {decision.flow && step === undefined && (
            <Anchor component={Link} to={page(`flows/${decision.flow.id}`)} size="xs">
              {decision.flow.name}
            </Anchor>
          )}
          {decision.message && (
            <Anchor component={Link} to={page(`messages/${decision.message}`)} size="xs">
              {t('common:decision.message')}
            </Anchor>
          )}
        </Group>
      </Box>
      <DateTime value={decision.at} size="xs" c="dimmed" pt={3} />
    </Group>
  );
}
