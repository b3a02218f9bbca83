import { Autocomplete, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFields, useSegmentNames } from './catalog';
import { ComparisonInput } from './ComparisonInput';
import { SOME, type Comparison, type Leaf } from './condition';
import { useBuilder } from './context';
import { FilterRows, PROPERTIES } from './FilterRows';
import { KNOWN_EVENTS, eventKey, kindOf } from './kinds';
import { PeriodInput } from './PeriodInput';
import { TestInput } from './TestInput';

interface Props<T extends Leaf['type']> {
  leaf: Extract<Leaf, { type: T }>;
  onChange: (next: Leaf) => void;
}

export function AttributeFields({ leaf, onChange }: Props<'attribute'>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const fields = useFields();
  return (
    <>
      <Autocomplete
        aria-label={t('ui.attribute')}
        placeholder={t('ui.chooseAttribute')}
        w={210}
        data={fields.data?.attributes}
        value={leaf.name}
        onChange={(name) => onChange({ ...leaf, name })}
        error={leaf.name.trim() === ''}
        readOnly={readOnly}
      />
      <TestInput
        label={leaf.name || t('ui.attribute')}
        types={['text', 'number', 'date', 'anniversary', 'boolean', 'list', 'known']}
        value={leaf.test}
        onChange={(test) => onChange({ ...leaf, test })}
      />
    </>
  );
}

export function SegmentFields({ leaf, onChange }: Props<'segment'>) {
  const { t } = useTranslation('condition');
  const { readOnly, segment } = useBuilder();
  const segments = useSegmentNames();
  return (
    <>
      <Select
        aria-label={t('kind.segment')}
        w={200}
        data={[
          { value: 'true', label: t('ui.in') },
          { value: 'false', label: t('ui.notIn') },
        ]}
        value={String(leaf.is)}
        onChange={(is) => onChange({ ...leaf, is: is === 'true' })}
        allowDeselect={false}
        readOnly={readOnly}
      />
      <Select
        aria-label={t('ui.segment')}
        placeholder={t('ui.chooseSegment')}
        miw={220}
        searchable
        data={(segments.data ?? []).filter(({ id }) => id !== segment).map(({ id, name }) => ({ value: id, label: name }))}
        value={leaf.id || null}
        onChange={(id) => id && onChange({ ...leaf, id })}
        allowDeselect={false}
        nothingFoundMessage={t('ui.nothingFound')}
        error={leaf.id === ''}
        readOnly={readOnly}
      />
    </>
  );
}

export function EventFields({ leaf, onChange }: Props<'event'>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const fields = useFields();
  const where = leaf.where ?? [];
  const seen = fields.data?.events ?? [];
  const names = [...new Set([...KNOWN_EVENTS, ...seen])];
  const wordsFor = (name: string) =>
    (KNOWN_EVENTS as readonly string[]).includes(name) ? t(`eventName.${eventKey(name)}`) : name;
  return (
    <>
        {kindOf(leaf) === 'event' && (
          <Select
            aria-label={t('ui.event')}
            placeholder={t('ui.chooseEvent')}
            w={230}
            searchable
            data={names.map((name) => ({ value: name, label: wordsFor(name) }))}
            value={leaf.event || null}
            onChange={(event) => event && onChange({ ...leaf, event })}
            allowDeselect={false}
            nothingFoundMessage={t('ui.nothingFound')}
            error={leaf.event === ''}
            readOnly={readOnly}
          />
        )}
        <Select
          aria-label={t('ui.measure')}
          w={120}
          data={(['times', 'sum'] as const).map((each) => ({ value: each, label: t(`ui.${each}`) }))}
          value={leaf.sum ? 'sum' : 'times'}
          onChange={(measure) =>
            onChange(
              measure === 'sum'
                ? { ...leaf, count: null, sum: { property: '', is: { op: '>=', value: 1 } } }
                : { ...leaf, sum: null, count: SOME },
            )
          }
          allowDeselect={false}
          readOnly={readOnly}
        />
        {leaf.sum ? (
          <SumFields sum={leaf.sum} event={leaf.event} onChange={(sum) => onChange({ ...leaf, sum })} />
        ) : (
          <ComparisonInput
            label={t('ui.howOften')}
            value={leaf.count ?? SOME}
            onChange={(count) => onChange({ ...leaf, count })}
            suffix={t('ui.timesSuffix', { count: Number.isFinite(leaf.count?.value) ? leaf.count?.value : 1 })}
          />
        )}
        <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
      <FilterRows event={leaf.event} where={where} onChange={(filters) => onChange({ ...leaf, where: filters })} />
    </>
  );
}

interface SumProps {
  sum: { property: string; is: Comparison };
  event: string;
  onChange: (sum: { property: string; is: Comparison }) => void;
}

/** What a property of the events adds up to. */
function SumFields({ sum, event, onChange }: SumProps) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  return (
    <>
      <Autocomplete
        aria-label={`${t('ui.sum')}: ${t('ui.property')}`}
        placeholder={t('ui.chooseProperty')}
        w={170}
        data={PROPERTIES[event] ?? []}
        value={sum.property}
        onChange={(property) => onChange({ ...sum, property })}
        error={sum.property.trim() === ''}
        readOnly={readOnly}
      />
      <ComparisonInput as="decimal" label={t('ui.sum')} value={sum.is} onChange={(is) => onChange({ ...sum, is })} />
    </>
  );
}
