import { Select, Stack, Text } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { WhatIf } from '@/components/whatif/WhatIf';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';

interface FlowName {
  id: string;
  name: string;
  status: 'draft' | 'live' | 'paused' | 'archived';
  problems: unknown[];
}

/** What would happen to this customer in a flow that is live, or could be. */
export function CustomerWhatIf({ profile }: { profile: string }) {
  const { t } = useTranslation('whatif');
  const { url, key } = useShopPaths();
  const [{ flow }, show] = useAddressState({ flow: '' });
  const flows = useQuery({
    queryKey: key('flows', 'names'),
    queryFn: ({ signal }) => api.get<{ items: FlowName[] }>(url('flows'), {}, signal),
  });
  if (flows.error) return <ErrorState error={flows.error} retry={() => void flows.refetch()} />;
  if (!flows.data) return <Loading lines={3} />;
  const askable = flows.data.items.filter(({ status, problems }) => status === 'live' || (status === 'draft' && problems.length === 0));
  if (askable.length === 0) return <EmptyState icon={IconRoute} title={t('title')} text={t('noFlows')} />;
  const chosen = askable.find(({ id }) => id === flow);
  return (
    <Stack p="md" gap="md">
      <Text size="sm" c="dimmed">
        {t('text')}
      </Text>
      <Select
        label={t('flow')}
        placeholder={t('chooseFlow')}
        searchable
        data={askable.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen?.id ?? null}
        onChange={(next) => show({ flow: next })}
        maw={420}
      />
      {chosen && <WhatIf key={chosen.id} flow={chosen.id} person={profile} />}
    </Stack>
  );
}
