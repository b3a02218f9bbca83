import { useQuery } from '@tanstack/react-query';
import { IconPlugConnected } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import type { Page } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

interface SeenEvent {
  id: string;
  at: string;
  name: string;
  source: string;
}

/** The newest events, renewed as they come: whoever connects a shop sees at once that it works. */
export function LatestEvents() {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const { data, error, refetch } = useQuery({
    queryKey: key('events', 'latest'),
    queryFn: async ({ signal }) => {
      const answer = await api.get<Page<SeenEvent> | SeenEvent[]>(url('events'), { limit: 8 }, signal);
      return Array.isArray(answer) ? answer : answer.items;
    },
    refetchInterval: 4000,
  });
  return (
    <Section title={t('events.title')} text={t('events.text')} flush>
      <DataTable
        label={t('events.title')}
        rows={data}
        error={error}
        retry={() => void refetch()}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconPlugConnected} title={t('events.emptyTitle')} text={t('events.emptyText')} />}
        columns={[
          { key: 'name', header: t('events.name'), cell: ({ name }) => name },
          { key: 'source', header: t('events.source'), cell: ({ source }) => source },
          { key: 'at', header: t('events.at'), end: true, cell: ({ at }) => <DateTime value={at} /> },
        ]}
      />
    </Section>
  );
}
