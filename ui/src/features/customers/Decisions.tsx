import { Anchor, Box, Button, Center, Group, Stack, Text } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import type { Decision } from '@/lib/api/types';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';
import { useList } from '@/lib/useList';

const TONES: Record<string, Tone> = { send: 'good', hold: 'info', skip: 'warn', 'held-out': 'warn', stopped: 'quiet', entered: 'accent' };

/** Why she did, or did not, get each message. */
export function Decisions({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const { page } = useShopPaths();
  const list = useList<Decision>(`profiles/${profile}/decisions`);
  const reasonText = useReasonText();
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <EmptyState icon={IconBulb} title={t('noDecisions')} text={t('noDecisionsText')} />;
  return (
    <Stack component="ol" gap={0} m={0} p="md" style={{ listStyle: 'none' }}>
      {list.items.map((decision) => (
        <Group component="li" key={decision.id} gap="md" wrap="nowrap" align="flex-start" py={8}>
          <Box w={92} style={{ flex: 'none' }}>
            <StatusBadge tone={TONES[decision.outcome] ?? 'quiet'}>
              {t(`common:outcome.${decision.outcome}`, { defaultValue: decision.outcome })}
            </StatusBadge>
          </Box>
          <Box style={{ flex: 1 }} miw={0}>
            <Text size="sm">{reasonText(decision.reason, decision.detail, decision.outcome)}</Text>
            <Group gap="md">
              {decision.flow && (
                <Anchor component={Link} to={page(`flows/${decision.flow.id}`)} size="xs">
                  {decision.flow.name}
                </Anchor>
              )}
              {decision.message && (
                <Anchor component={Link} to={page(`messages/${decision.message}`)} size="xs">
                  {t('openMessage')}
                </Anchor>
              )}
            </Group>
          </Box>
          <DateTime value={decision.at} size="xs" c="dimmed" pt={3} />
        </Group>
      ))}
      {list.hasNextPage && (
        <Center component="li" pt="md">
          <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:list.more')}
          </Button>
        </Center>
      )}
    </Stack>
  );
}
