import { Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart, type ChartColors } from '@/components/Chart';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { useFormat } from '@/lib/useFormat';
import { useSizes } from './queries';
import type { Size } from './types';

const DAYS = 90;

/** How the segment grew and shrank, one point a day. */
export function SizeLine({ id }: { id: string }) {
  const { t } = useTranslation('segments');
  const [from] = useState(() => new Date(Date.now() - DAYS * 86_400_000).toISOString().slice(0, 10));
  const sizes = useSizes(id, from);
  return (
    <Section title={t('sizes.title')} text={t('sizes.text', { days: DAYS })}>
      {sizes.error ? (
        <ErrorState error={sizes.error} retry={() => void sizes.refetch()} />
      ) : !sizes.data ? (
        <Loading lines={3} />
      ) : sizes.data.length < 2 ? (
        <Text size="sm" c="dimmed">
          {t('sizes.none')}
        </Text>
      ) : (
        <Line sizes={sizes.data} />
      )}
    </Section>
  );
}

function Line({ sizes }: { sizes: Size[] }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const option = useCallback(
    (colors: ChartColors) => ({
      animation: false,
      grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis', backgroundColor: colors.paper, borderColor: colors.line, textStyle: { color: colors.text } },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: sizes.map((size) => format.day(size.day)),
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
        {
          type: 'line',
          name: t('column.members'),
          data: sizes.map((size) => size.members),
          showSymbol: false,
          lineStyle: { color: colors.accent, width: 2 },
          itemStyle: { color: colors.accent },
          areaStyle: { color: colors.accent, opacity: 0.12 },
        },
      ],
    }),
    [sizes, format, t],
  );
  const first = sizes[0]?.members ?? 0;
  const last = sizes.at(-1)?.members ?? 0;
  return <Chart height={200} label={t('sizes.label', { first: format.number(first), last: format.number(last) })} option={option} />;
}
