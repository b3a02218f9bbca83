import { Group, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import { DifferenceTable } from './DifferenceTable';
import type { HoldoutReport } from './types';

const WINDOWS = [7, 14, 30, 60, 90];

/** What people who were kept out by chance did, against those whom the flow wrote to. */
export function HoldoutTab({ flow, stepName }: { flow: string; stepName: (step: string) => string }) {
  const { t } = useTranslation('holdouts');
  const { url, key } = useShopPaths();
  const [days, setDays] = useState(30);
  const reports = useQuery({
    queryKey: key('flows', 'holdouts', flow, days),
    queryFn: ({ signal }) => api.get<HoldoutReport[]>(url(`flows/${flow}/holdouts`), { days }, signal),
  });
  if (reports.error) return <ErrorState error={reports.error} retry={() => void reports.refetch()} />;
  if (!reports.data) return <Loading lines={6} />;
  if (reports.data.length === 0)
    return (
      <Section>
        <EmptyState title={t('empty.title')} text={t('empty.text')} />
      </Section>
    );
  return (
    <Stack>
      <Group justify="space-between" align="end">
        <Text maw={640} c="dimmed" size="sm">
          {t('explain', { count: days })}
        </Text>
        <Select
          label={t('window')}
          data={WINDOWS.map((n) => ({ value: String(n), label: t('days', { count: n }) }))}
          value={String(days)}
          onChange={(next) => next && setDays(Number(next))}
          allowDeselect={false}
          w={160}
        />
      </Group>
      {reports.data.map((report) => (
        <Section key={report.step} title={stepName(report.step)}>
          <DifferenceTable report={report} of="flow" />
        </Section>
      ))}
    </Stack>
  );
}
