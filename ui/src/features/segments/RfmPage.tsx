import { Alert, Button, Group, SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconGridDots, IconRefresh } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type RfmGrid, useComputeRfm, useRfm } from '@/components/condition/catalog';
import { FIFTHS } from '@/components/condition/condition';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PageHeader } from '@/components/PageHeader';
import { Section } from '@/components/Section';
import { errorText } from '@/lib/errorText';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { useSegments } from './queries';
import { asked, cellOf, limits, sums, written } from './rfm';
import classes from './RfmPage.module.css';

/** The shop's buyers by last purchase, number of orders and money spent; each cell opens its segment. */
export default function RfmPage() {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  const canChange = useCanChange();
  const rfm = useRfm();
  const compute = useComputeRfm();
  const busy = compute.isPending || rfm.data?.computing === true;
  const button = canChange && (
    <Button
      variant={rfm.data?.state === 'ready' ? 'default' : 'filled'}
      leftSection={<IconRefresh size={17} aria-hidden />}
      loading={busy}
      onClick={() => compute.mutate()}
    >
      {t('rfm.compute')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('rfm.title')} subtitle={t('rfm.subtitle')} back={{ to: page('segments'), label: t('title') }}>
        {rfm.data && rfm.data.state !== 'none' && button}
      </PageHeader>
      <Stack>
        {compute.error && <Alert color="red">{errorText(compute.error, t)}</Alert>}
        {rfm.error ? (
          <Section>
            <ErrorState error={rfm.error} retry={() => void rfm.refetch()} />
          </Section>
        ) : !rfm.data ? (
          <Section>
            <Loading lines={8} />
          </Section>
        ) : rfm.data.state === 'ready' ? (
          <Grid rfm={rfm.data} />
        ) : (
          <Section>
            <EmptyState
              icon={IconGridDots}
              title={t(rfm.data.state === 'none' ? 'rfm.noneTitle' : 'rfm.fewTitle')}
              text={
                rfm.data.state === 'none'
                  ? t('rfm.none')
                  : t('rfm.few', { n: rfm.data.fewest, count: rfm.data.buyers, buyers: rfm.data.buyers })
              }
            >
              {rfm.data.state === 'none' && button}
            </EmptyState>
          </Section>
        )}
      </Stack>
    </>
  );
}

function Grid({ rfm }: { rfm: RfmGrid }) {
  const { t } = useTranslation('segments');
  const { page } = useShopPaths();
  const format = useFormat();
  const segments = useSegments();
  const [{ value }, show] = useAddressState({ value: '' });
  const monetary = /^[1-5]$/.test(value) ? Number(value) : null;
  const filled = sums(rfm.cells, monetary);
  const most = Math.max(1, ...[...filled.values()].map(({ people }) => people));
  const known = new Map((segments.data ?? []).map((segment) => [asked(segment.condition), segment.id]));
  const said = <T,>(
    fifth: number,
    borders: T[],
    say: (border: T) => string,
    [over, upTo]: readonly ['rfm.over' | 'rfm.after', 'rfm.upTo' | 'rfm.until'] = ['rfm.over', 'rfm.upTo'],
  ) => {
    const limit = limits(fifth, borders);
    if (!limit) return t('rfm.nobody');
    return limit.upTo === undefined
      ? t(over, { border: say(limit.over as T) })
      : t(upTo, { border: say(limit.upTo) });
  };
  return (
    <Section
      title={t('rfm.grid')}
      text={
        <>
          {t('rfm.buyers', { count: rfm.buyers, n: format.number(rfm.buyers) })}{' '}
          {rfm.computedAt && <DateTime value={rfm.computedAt} />}
        </>
      }
    >
      <Group gap="xs" mb="md">
        <Text size="sm" id="rfm-value">
          {t('rfm.value')}
        </Text>
        <SegmentedControl
          aria-labelledby="rfm-value"
          size="xs"
          value={monetary === null ? '' : String(monetary)}
          onChange={(next) => show({ value: next })}
          data={[{ value: '', label: t('rfm.all') }, ...FIFTHS.map((fifth) => ({ value: String(fifth), label: String(fifth) }))]}
        />
        {monetary !== null && (
          <Text size="xs" c="dimmed">
            {said(monetary, rfm.monetary, (border) => format.money(border))}
          </Text>
        )}
      </Group>
      <div style={{ overflowX: 'auto', position: 'relative' }}>
        <table className={classes.grid} aria-label={t('rfm.grid')}>
          <thead>
            <tr>
              <th scope="col">{t('rfm.corner')}</th>
              {FIFTHS.map((frequency) => (
                <th key={frequency} scope="col">
                  {t('rfm.frequency', { n: frequency })}
                  <br />
                  {said(frequency, rfm.frequency, (border) => t('rfm.orders', { count: border, n: format.number(border) }))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...FIFTHS].reverse().map((recency) => (
              <tr key={recency}>
                <th scope="row">
                  {t('rfm.recency', { n: recency })}
                  <br />
                  {said(recency, rfm.recency, (border) => format.date(border), ['rfm.after', 'rfm.until'])}
                </th>
                {FIFTHS.map((frequency) => {
                  const sum = filled.get(`${recency}-${frequency}`) ?? { people: 0, spent: 0 };
                  const cell = written(cellOf(recency, frequency, monetary));
                  const segment = known.get(cell);
                  return (
                    <td key={frequency}>
                      <Link
                        className={classes.cell}
                        style={{ '--share': Math.sqrt(sum.people / most) } as CSSProperties}
                        to={page(segment === undefined ? `segments/new?rfm=${cell}` : `segments/${segment}`)}
                      >
                        <VisuallyHidden>{t('rfm.cell', { recency, frequency })} </VisuallyHidden>
                        <Text span fw={600} size="sm" c={sum.people === 0 ? 'dimmed' : undefined}>
                          {format.number(sum.people)}
                        </Text>
                        <Text span size="xs">
                          {sum.people === 0 ? '' : format.moneyShort(sum.spent)}
                        </Text>
                      </Link>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text size="xs" c="dimmed" mt="sm">
        {t('rfm.how')}
      </Text>
    </Section>
  );
}
