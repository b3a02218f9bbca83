import { Button, Center, Stack } from '@mantine/core';
import { IconBulb } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DecisionRow } from '@/components/DecisionRow';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import type { Decision } from '@/lib/api/types';
import { useList } from '@/lib/useList';

/** Why she did, or did not, get each message. */
export function Decisions({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const list = useList<Decision>(`profiles/${profile}/decisions`);
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <EmptyState icon={IconBulb} title={t('noDecisions')} text={t('noDecisionsText')} />;
  return (
    <Stack component="ol" gap={0} m={0} p="md" style={{ listStyle: 'none' }}>
      {list.items.map((decision) => (
        <DecisionRow key={decision.id} decision={decision} />
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
