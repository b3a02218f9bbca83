import { Box, useComputedColorScheme } from '@mantine/core';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';

export interface ChartColors {
  accent: string;
  second: string;
  third: string;
  text: string;
  line: string;
  paper: string;
}

const COLORS: Record<'light' | 'dark', ChartColors> = {
  light: { accent: '#2b958a', second: '#c2601b', third: '#5b6f86', text: '#5a646e', line: '#e4e7ea', paper: '#ffffff' },
  dark: { accent: '#49b1a5', second: '#f0a35e', third: '#9fb3c8', text: '#a3acb6', line: '#2c333b', paper: '#22282f' },
};

interface Props {
  /** What the chart says, for those who do not see it. */
  label: string;
  height: number;
  option: (colors: ChartColors) => EChartsCoreOption;
  onClick?: (dataIndex: number) => void;
}

/** An ECharts drawing in the colours of the look; the library is loaded when first needed. */
export function Chart({ label, height, option, onClick }: Props) {
  const scheme = useComputedColorScheme('light');
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const click = useRef(onClick);
  useEffect(() => {
    click.current = onClick;
  }, [onClick]);
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    let gone = false;
    void import('./echarts').then(({ init }) => {
      if (gone) return;
      chart.current ??= init(element, undefined, { renderer: 'svg' });
      chart.current.setOption(option(COLORS[scheme]), true);
      chart.current.off('click');
      chart.current.on('click', ({ dataIndex }) => click.current?.(dataIndex));
    });
    return () => {
      gone = true;
    };
  }, [option, scheme]);
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const observer = new ResizeObserver(() => chart.current?.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current?.dispose();
      chart.current = null;
    };
  }, []);
  return <Box ref={holder} h={height} role="img" aria-label={label} />;
}
