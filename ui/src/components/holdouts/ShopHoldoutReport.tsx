import { Alert, Group, Select, Stack, Text } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PeriodPicker } from '@/components/PeriodPicker';
import { Section } from '@/components/Section';
import { usePeriod } from '@/lib/period';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { DifferenceTable } from './DifferenceTable';
import type { ShopHoldout } from './types';
import { useShopHoldout } from './useShopHoldout';

/**
 * What marketing brings the shop: everyone who may get it against the control group. `percent` is the share that is
 * chosen now: with another one the report is read again.
 */
export function ShopHoldoutReport({ percent: chosen }: { percent: number }) {
  const { t } = useTranslation('holdouts');
  const format = useFormat();
  const [period, setPeriod] = usePeriod('all');
  const [{ holdout }, show] = useAddressState({ holdout: '' });
  const query = useShopHoldout({ holdout: holdout || undefined, from: period.from || undefined, to: period.to || undefined }, chosen);
  const nameOf = (each: ShopHoldout) => {
    const values = { percent: each.percent, from: format.date(each.beganAt), to: format.date(each.endedAt) };
    return each.endedAt ? t('shop.then', values) : t('shop.now', values);
  };
  if (query.error) {
    return (
      <Section title={t('shop.title')}>
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      </Section>
    );
  }
  if (!query.data) {
    return (
      <Section title={t('shop.title')}>
        <Loading lines={5} />
      </Section>
    );
  }
  const { percent, holdouts, report } = query.data;
  if (!report) {
    return (
      <Section title={t('shop.title')}>
        <EmptyState icon={IconScale} title={t('shop.none.title')} text={t('shop.none.text')} />
      </Section>
    );
  }
  return (
    <Section title={t('shop.title')} text={t('shop.text')}>
      <Stack gap="md">
        <Group align="end" justify="space-between">
          <Select
            label={t('shop.which')}
            data={holdouts.map((each) => ({ value: each.id, label: nameOf(each) }))}
            value={report.holdout.id}
            onChange={(next) => next && show({ holdout: next === holdouts[0]?.id ? null : next })}
            allowDeselect={false}
            style={{ flex: '1 1 16rem', maxWidth: 380 }}
          />
          <PeriodPicker period={period} onChange={setPeriod} all />
        </Group>
        {percent === 0 && <Text size="sm">{t('shop.off')}</Text>}
        {report.gathering && <Alert color="orange">{t('shop.gathering')}</Alert>}
        <div>
          <DifferenceTable report={report} of="shop" />
        </div>
        {report.left > 0 && (
          <Text size="sm" c="dimmed">
            {t('shop.left', { count: report.left })}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
