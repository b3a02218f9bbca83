import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/useFormat';
import type { Between, Difference, Side } from './types';

interface Props {
  report: Difference;
  /** What the people were kept out of. */
  of: 'flow' | 'shop';
}

/** Both groups side by side, and in a sentence what can be said of them. */
export function DifferenceTable({ report, of }: Props) {
  const { t } = useTranslation('holdouts');
  const format = useFormat();
  const row = (name: string, side: Side) => (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td ta="end">{format.number(side.people)}</Table.Td>
      <Table.Td ta="end">{format.number(side.buyers)}</Table.Td>
      <Table.Td ta="end">{format.percent(side.conversion, 2)}</Table.Td>
      <Table.Td ta="end">{format.money(side.revenue)}</Table.Td>
      <Table.Td ta="end">{format.money(Math.round(side.perPerson))}</Table.Td>
    </Table.Tr>
  );
  const money = (n: number) => (Math.round(n) > 0 ? '+' : '') + format.money(Math.round(n));
  return (
    <>
      <Text mb="md">{t(`${of}.verdict.${report.verdict}`, { needed: format.number(report.needed ?? 0) })}</Text>
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
            {row(t(`${of}.letIn`), report.letIn)}
            {row(t(`${of}.keptOut`), report.keptOut)}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Stack gap={4} mt="md">
        <Estimate of={of} label={t('difference.conversion')} value={report.conversion} show={format.points} />
        <Estimate of={of} label={t('difference.perPerson')} value={report.perPerson} show={money} />
        {report.verdict === 'more' && report.extraRevenue !== null && report.extraRevenue > 0 && (
          <Text size="sm">{t(`${of}.extra`, { money: format.money(report.extraRevenue) })}</Text>
        )}
        {report.verdict === 'too-early' && report.needed !== null && (
          <Text size="sm" c="dimmed">
            {t('needed', { needed: format.number(report.needed), now: format.number(report.keptOut.people) })}
          </Text>
        )}
      </Stack>
    </>
  );
}

interface EstimateProps {
  of: Props['of'];
  label: string;
  value: Between | null;
  show: (n: number) => string;
}

function Estimate({ of, label, value, show }: EstimateProps) {
  const { t } = useTranslation('holdouts');
  if (!value) return null;
  return (
    <Text size="sm">
      {t(`${of}.sentence`, {
        what: label,
        estimate: show(value.estimate),
        low: show(value.low),
        high: show(value.high),
      })}
    </Text>
  );
}
