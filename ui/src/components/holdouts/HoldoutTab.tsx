import { Group, Select, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import type { Between, HoldoutReport, Side } from './types';

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
        <Report key={report.step} report={report} title={stepName(report.step)} />
      ))}
    </Stack>
  );
}

function Report({ report, title }: { report: HoldoutReport; title: string }) {
  const { t } = useTranslation('holdouts');
  const format = useFormat();
  const row = (name: string, side: Side) => (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td ta="end">{format.number(side.people)}</Table.Td>
      <Table.Td ta="end">{format.number(side.buyers)}</Table.Td>
      <Table.Td ta="end">{format.percent(side.conversion)}</Table.Td>
      <Table.Td ta="end">{format.money(side.revenue)}</Table.Td>
      <Table.Td ta="end">{format.money(Math.round(side.perPerson))}</Table.Td>
    </Table.Tr>
  );
  const money = (n: number) => format.money(Math.round(n));
  return (
    <Section title={title}>
      <Text mb="md">{t(`verdict.${report.verdict}`, { needed: format.number(report.needed ?? 0) })}</Text>
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('column.group')}</Table.Th>
              {(['people', 'buyers', 'conversion', 'revenue', 'perPerson'] as const).map((column) => (
                <Table.Th key={column} scope="col" ta="end">
                  {t(`column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {row(t('letIn'), report.letIn)}
            {row(t('keptOut'), report.keptOut)}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Stack gap={4} mt="md">
        <Difference label={t('difference.conversion')} value={report.conversion} show={format.points} />
        <Difference label={t('difference.perPerson')} value={report.perPerson} show={money} />
        {report.verdict === 'more' && report.extraRevenue !== null && report.extraRevenue > 0 && (
          <Text size="sm">{t('extra', { money: format.money(report.extraRevenue) })}</Text>
        )}
        {report.verdict === 'too-early' && report.needed !== null && (
          <Text size="sm" c="dimmed">
            {t('needed', { needed: format.number(report.needed), now: format.number(report.keptOut.people) })}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

function Difference({ label, value, show }: { label: string; value: Between | null; show: (n: number) => string }) {
  const { t } = useTranslation('holdouts');
  if (!value) return null;
  return (
    <Text size="sm">
      {t('difference.sentence', {
        what: label,
        estimate: show(value.estimate),
        low: show(value.low),
        high: show(value.high),
      })}
    </Text>
  );
}
