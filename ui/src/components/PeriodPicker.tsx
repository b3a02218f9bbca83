import { Button, Divider, Group, Popover, Stack } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Period, PRESETS, type Preset } from '@/lib/period';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';

interface Props {
  period: Period;
  onChange: (next: Preset | { from: string; to: string }) => void;
  /** Whether "any time" is offered. */
  all?: boolean;
}

/** The calendar of a page: the usual periods, or any days. */
export function PeriodPicker({ period, onChange, all = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.dayOf(useNow());
  const wide = useMediaQuery('(min-width: 48em)', true);
  const [opened, setOpened] = useState(false);
  const [range, setRange] = useState<[string | null, string | null]>([period.from || null, period.to || null]);
  const days =
    period.from === period.to
      ? format.day(period.from)
      : `${format.day(period.from)} – ${format.day(period.to)}`;
  const name = period.preset === 'custom' ? days : t(`period.${period.preset}`);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      shadow="md"
      trapFocus
      onOpen={() => setRange([period.from || null, period.to || null])}
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconCalendar size={17} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
          title={period.preset === 'all' ? undefined : days}
          aria-label={`${t('period.label')}: ${name}`}
        >
          {name}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="sm">
        <Group align="flex-start" gap="md" wrap={wide ? 'nowrap' : 'wrap'}>
          <Stack gap={2} style={{ flex: '1 1 9rem' }}>
            {PRESETS.filter((preset) => all || preset !== 'all').map((preset) => (
              <Button
                key={preset}
                variant={preset === period.preset ? 'light' : 'subtle'}
                color={preset === period.preset ? undefined : 'gray'}
                c={preset === period.preset ? undefined : 'var(--mantine-color-text)'}
                size="xs"
                justify="flex-start"
                aria-pressed={preset === period.preset}
                onClick={() => {
                  onChange(preset);
                  setOpened(false);
                }}
              >
                {t(`period.${preset}`)}
              </Button>
            ))}
          </Stack>
          {wide && <Divider orientation="vertical" />}
          <DatePicker
            type="range"
            allowSingleDateInRange
            hideOutsideDates
            weekendDays={[]}
            ariaLabels={{
              previousMonth: t('period.previousMonth'),
              nextMonth: t('period.nextMonth'),
              previousYear: t('period.previousYear'),
              nextYear: t('period.nextYear'),
              previousDecade: t('period.previousYears'),
              nextDecade: t('period.nextYears'),
            }}
            value={range}
            defaultDate={period.to || today}
            maxDate={today}
            onChange={(next) => {
              setRange(next);
              const [from, to] = next;
              if (from && to) {
                onChange({ from, to });
                setOpened(false);
              }
            }}
          />
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
