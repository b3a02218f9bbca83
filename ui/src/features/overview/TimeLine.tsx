import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import type { EChartsCoreOption } from 'echarts/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Chart, type ChartColors } from '@/components/Chart';
import { Section } from '@/components/Section';
import { withParams } from '@/lib/api/client';
import type { Overview } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { bucketsOf } from './buckets';
import { TimeLineTable } from './TimeLineTable';

/** Orders and carts over the days of the period; a day opens to its orders. */
export function TimeLine({ overview }: { overview: Overview | undefined }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const format = useFormat();
  const [measure, setMeasure] = useState('count');
  const [asTable, setAsTable] = useState(false);
  // on a phone the legend takes two lines
  const narrow = useMediaQuery('(max-width: 30em)', false);
  const buckets = useMemo(() => bucketsOf(overview?.days ?? []), [overview]);
  const option = useCallback(
    (colors: ChartColors): EChartsCoreOption => {
      const value = measure === 'value';
      const range = (index: number) => {
        const bucket = buckets[index];
        if (!bucket) return '';
        return bucket.from === bucket.to
          ? format.day(bucket.from)
          : `${format.day(bucket.from, 'short')} – ${format.day(bucket.to)}`;
      };
      const line = (name: string, data: number[], color: string) => ({
        name,
        type: 'line',
        data,
        color,
        smooth: 0.3,
        smoothMonotone: 'x',
        showSymbol: buckets.length < 3,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 2 },
      });
      return {
        animation: false,
        textStyle: { fontFamily: 'Inter Variable, sans-serif' },
        grid: { left: 4, right: 8, top: narrow && !value ? 58 : 36, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        legend: {
          show: !value,
          top: 0,
          left: 0,
          itemWidth: 12,
          itemHeight: 8,
          itemGap: 18,
          icon: 'roundRect',
          textStyle: { color: colors.text, fontSize: 12 },
        },
        tooltip: {
          trigger: 'axis',
          axisPointer: { type: 'shadow', shadowStyle: { color: colors.text, opacity: 0.08 } },
          backgroundColor: colors.paper,
          borderColor: colors.line,
          textStyle: { color: colors.text, fontSize: 13 },
          formatter: (marks: { dataIndex: number; marker: string; seriesName: string; value: number }[]) =>
            [
              `<b>${range(marks[0]?.dataIndex ?? 0)}</b>`,
              ...marks.map(
                (mark) =>
                  `${mark.marker}${mark.seriesName}: <b>${value ? format.money(mark.value) : format.number(mark.value)}</b>`,
              ),
            ].join('<br>'),
        },
        xAxis: {
          type: 'category',
          data: buckets.map(({ from }) => format.day(from, 'short')),
          axisLine: { lineStyle: { color: colors.line } },
          axisTick: { show: false },
          axisLabel: { color: colors.text, hideOverlap: true },
        },
        yAxis: {
          type: 'value',
          minInterval: 1,
          splitNumber: 4,
          axisLabel: {
            color: colors.text,
            formatter: (mark: number) => (value ? format.moneyShort(mark) : format.number(mark)),
          },
          splitLine: { lineStyle: { color: colors.line } },
        },
        series: [
          {
            name: value ? t('revenue') : t('orders'),
            type: 'bar',
            data: buckets.map(({ orders, revenue }) => (value ? revenue : orders)),
            color: colors.accent,
            barMaxWidth: 22,
            itemStyle: { borderRadius: [3, 3, 0, 0] },
            cursor: 'pointer',
          },
          ...(value
            ? []
            : [
                line(
                  t('cartsBegun'),
                  buckets.map(({ carts }) => carts),
                  colors.third,
                ),
                line(
                  t('abandonedCarts'),
                  buckets.map(({ abandoned }) => abandoned),
                  colors.second,
                ),
              ]),
        ],
      };
    },
    [buckets, measure, narrow, format, t],
  );
  const open = (index: number) => {
    const bucket = buckets[index];
    if (bucket) void navigate(withParams(page('orders'), { from: bucket.from, to: bucket.to }));
  };
  return (
    <Section
      title={t('timeLine')}
      flush={asTable}
      actions={
        <Group gap="xs" justify="flex-end">
          {!asTable && (
            <SegmentedControl
              size="xs"
              value={measure}
              onChange={setMeasure}
              aria-label={t('measure')}
              data={[
                { value: 'count', label: t('measureCount') },
                { value: 'value', label: t('measureValue') },
              ]}
            />
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={asTable ? <IconChartBar size={15} aria-hidden /> : <IconTable size={15} aria-hidden />}
            onClick={() => setAsTable((now) => !now)}
          >
            {asTable ? t('asChart') : t('asTable')}
          </Button>
        </Group>
      }
    >
      {!overview ? (
        <Skeleton height={280} />
      ) : asTable ? (
        <TimeLineTable buckets={buckets} />
      ) : (
        <Chart
          height={280}
          label={t('timeLineSays', { orders: format.number(overview.orders), days: overview.days.length })}
          option={option}
          onClick={open}
        />
      )}
    </Section>
  );
}
