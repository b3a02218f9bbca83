import { Button, Chip, Group, NumberInput, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { useComputeRfm, useRfm } from './catalog';
import { FIFTHS, RFM, type Leaf } from './condition';
import { useBuilder } from './context';
import { PeriodInput } from './PeriodInput';

interface Props<T extends Leaf['type']> {
  leaf: Extract<Leaf, { type: T }>;
  onChange: (next: Leaf) => void;
}

/** In which fifths of the shop's buyers somebody is. */
export function RfmFields({ leaf, onChange }: Props<'rfm'>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  return (
    <>
      {RFM.map((of) => (
        <Chip.Group
          key={of}
          multiple
          value={(leaf[of] ?? []).map(String)}
          onChange={(fifths) => onChange({ ...leaf, [of]: fifths.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap={4} role="group" aria-label={t(`rfmUi.${of}`)}>
            <Text size="sm" miw={104}>
              {t(`rfmUi.${of}`)}
            </Text>
            {FIFTHS.map((fifth) => (
              <Chip key={fifth} value={String(fifth)} size="xs" disabled={readOnly}>
                {fifth}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      ))}
      <RfmState />
    </>
  );
}

/** Whether the fifths are computed, and how old they are. */
function RfmState() {
  const { t } = useTranslation('condition');
  const rfm = useRfm();
  const compute = useComputeRfm();
  const { readOnly } = useBuilder();
  if (!rfm.data) return null;
  const { state, computedAt, fewest } = rfm.data;
  return (
    <Group gap="xs">
      <Text size="xs" c="dimmed">
        {t(`rfmUi.${state}`, { n: fewest })}
        {computedAt && state === 'ready' && <DateTime value={computedAt} size="xs" c="dimmed" ms={4} />}
      </Text>
      {state === 'none' && !readOnly && (
        <Button size="compact-xs" variant="subtle" loading={compute.isPending} onClick={() => compute.mutate()}>
          {t('rfmUi.compute')}
        </Button>
      )}
    </Group>
  );
}

/** The best customers of a time, by number or share. */
export function TopFields({ leaf, onChange }: Props<'top'>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const unit = leaf.percent !== undefined && leaf.percent !== null ? 'percent' : 'people';
  return (
    <>
      <NumberInput
        aria-label={t('topUi.howMany')}
        w={96}
        min={1}
        max={unit === 'percent' ? 100 : 1_000_000}
        allowDecimal={false}
        value={leaf[unit] ?? ''}
        onChange={(next) => onChange({ ...leaf, [unit]: next === '' ? Number.NaN : Number(next) })}
        error={!Number.isFinite(leaf[unit])}
        readOnly={readOnly}
      />
      <Select
        aria-label={t('ui.unit')}
        w={150}
        data={(['people', 'percent'] as const).map((each) => ({ value: each, label: t(`topUi.${each}`) }))}
        value={unit}
        onChange={(next) =>
          next && onChange({ ...leaf, people: next === 'people' ? 100 : null, percent: next === 'percent' ? 10 : null })
        }
        allowDeselect={false}
        readOnly={readOnly}
      />
      <Select
        aria-label={t('topUi.by')}
        w={236}
        data={(['spent', 'orders'] as const).map((each) => ({ value: each, label: t(`topUi.${each}`) }))}
        value={leaf.by}
        onChange={(by) => by && onChange({ ...leaf, by: by as 'spent' | 'orders' })}
        allowDeselect={false}
        readOnly={readOnly}
      />
      <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
      <Text size="xs" c="dimmed">
        {t('topUi.nightly')}
      </Text>
    </>
  );
}
