import { Button, Table } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartColors } from '@/components/Chart';
import { Section } from '@/components/Section';
import { useFormat } from '@/lib/useFormat';
import type { DryResult } from './types';

interface Props {
  days: DryResult['days'];
  messages: number;
  name: (step: string) => string;
  flowName: (flow: string) => string;
}

/** Messages by day, each step's and each other flow's in its own colour; the same as a table. */
export function DryDays({ days, messages, name, flowName }: Props) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const [asTable, setAsTable] = useState(false);
  const steps = useMemo(() => [...new Set(days.flatMap((day) => Object.keys(day.steps)))].sort(), [days]);
  const flows = useMemo(() => [...new Set(days.flatMap((day) => Object.keys(day.flows)))].sort(), [days]);
  const names = [...steps.map(name), ...flows.map(flowName)].join('\n');
  const option = useCallback(
    (colors: ChartColors) => {
      const shades = [colors.accent, colors.second, colors.third];
      return {
        animation: false,
        grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
        legend: { type: 'scroll', top: 0, textStyle: { color: colors.text } },
        tooltip: { trigger: 'axis', backgroundColor: colors.paper, borderColor: colors.line, textStyle: { color: colors.text } },
        xAxis: {
          type: 'category',
          data: days.map(({ day }) => format.day(day, 'short')),
          axisLine: { lineStyle: { color: colors.line } },
          axisLabel: { color: colors.text, hideOverlap: true },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          axisLabel: { color: colors.text, formatter: (value: number) => format.number(value) },
          splitLine: { lineStyle: { color: colors.line } },
        },
        series: [
          ...steps.map((step) => days.map((day) => day.steps[step] ?? 0)),
          ...flows.map((flow) => days.map((day) => day.flows[flow] ?? 0)),
        ].map((data, i) => ({
          type: 'bar',
          stack: 'messages',
          name: names.split('\n')[i],
          data,
          itemStyle: { color: shades[i % shades.length], opacity: i < shades.length ? 1 : 0.6 },
        })),
      };
    },
    [days, steps, flows, names, format],
  );
  if (steps.length + flows.length === 0) return null;
  return (
    <Section
      title={t('dry.byDay')}
      flush={asTable}
      actions={
        <Button
          size="xs"
          variant="default"
          leftSection={asTable ? <IconChartBar size={15} aria-hidden /> : <IconTable size={15} aria-hidden />}
          onClick={() => setAsTable((now) => !now)}
        >
          {t(asTable ? 'dry.asChart' : 'dry.asTable')}
        </Button>
      }
    >
      {asTable ? (
        <Table.ScrollContainer
          minWidth={320}
          maxHeight={420}
          scrollAreaProps={{ viewportProps: { tabIndex: 0, role: 'region', 'aria-label': t('dry.byDay') } }}
        >
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('dry.day')}</Table.Th>
                <Table.Th ta="end">{t('dry.figure.entered')}</Table.Th>
                <Table.Th ta="end">{t('dry.group.messages')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {days.map((day) => (
                <Table.Tr key={day.day}>
                  <Table.Td>{format.day(day.day)}</Table.Td>
                  <Table.Td ta="end">{format.number(day.entered)}</Table.Td>
                  <Table.Td ta="end">{format.number(day.messages)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <Chart height={260} label={t('dry.chart', { messages: format.number(messages), days: days.length })} option={option} />
      )}
    </Section>
  );
}
