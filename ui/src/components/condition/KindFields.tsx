import { Checkbox, Select, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sendsOf, useFields, useFlowNames } from './catalog';
import { ComparisonInput } from './ComparisonInput';
import { CHANNELS, MESSAGE_ACTS, SOME, type Leaf, type MessageAct, type Test } from './condition';
import { useBuilder } from './context';
import { PeriodInput } from './PeriodInput';

interface Props<T extends Leaf['type']> {
  leaf: Extract<Leaf, { type: T }>;
  onChange: (next: Leaf) => void;
}

const COUPONS = ['any', 'with', 'without', 'is', 'starts-with', 'contains'] as const;

function couponMode(test: Test | null | undefined): string {
  if (!test) return 'any';
  if (test.type === 'known') return test.is ? 'with' : 'without';
  return test.type === 'text' ? test.op : 'any';
}

function couponTest(mode: string, before: Test | null | undefined): Test | null {
  switch (mode) {
    case 'any':
      return null;
    case 'with':
    case 'without':
      return { type: 'known', is: mode === 'with' };
    default:
      return {
        type: 'text',
        op: mode as 'is' | 'starts-with' | 'contains',
        values: before?.type === 'text' ? before.values : [],
      };
  }
}

/** Orders in some states, paid in some way, with some coupon. */
export function OrderFields({ leaf, onChange }: Props<'order'>) {
  const { t } = useTranslation('condition');
  const { readOnly, unit } = useBuilder();
  const fields = useFields();
  const coupon = leaf.coupon;
  return (
    <>
      <ComparisonInput
        label={t('kind.order-count')}
        value={leaf.count ?? SOME}
        onChange={(count) => onChange({ ...leaf, count })}
      />
      <TagsInput
        aria-label={t('ui.paymentMethods')}
        placeholder={leaf.paymentMethods?.length ? undefined : t('ui.anyPayment')}
        miw={180}
        maw={360}
        data={fields.data?.paymentMethods}
        value={leaf.paymentMethods ?? []}
        onChange={(paymentMethods) => onChange({ ...leaf, paymentMethods })}
        acceptValueOnBlur
        readOnly={readOnly}
        maxTags={200}
      />
      <TagsInput
        aria-label={t('ui.statuses')}
        placeholder={leaf.statuses?.length ? undefined : t('ui.anyStatus')}
        miw={180}
        maw={360}
        data={fields.data?.statuses}
        value={leaf.statuses ?? []}
        onChange={(statuses) => onChange({ ...leaf, statuses })}
        acceptValueOnBlur
        readOnly={readOnly}
        maxTags={200}
      />
      <Select
        aria-label={t('ui.coupon')}
        w={210}
        data={COUPONS.map((mode) => ({ value: mode, label: t(`couponUi.${mode}`) }))}
        value={couponMode(coupon)}
        onChange={(mode) => mode && onChange({ ...leaf, coupon: couponTest(mode, coupon) })}
        allowDeselect={false}
        readOnly={readOnly}
      />
      {coupon?.type === 'text' && (
        <TagsInput
          aria-label={`${t('ui.coupon')}: ${t('ui.values')}`}
          placeholder={coupon.values.length === 0 ? t('ui.typeValues') : undefined}
          miw={180}
          maw={360}
          value={coupon.values}
          onChange={(values) => onChange({ ...leaf, coupon: { ...coupon, values } })}
          acceptValueOnBlur
          error={coupon.values.length === 0}
          readOnly={readOnly}
          maxTags={200}
        />
      )}
      <Checkbox
        label={t('ui.withAmount')}
        checked={leaf.amount != null}
        onChange={(event) =>
          onChange({ ...leaf, amount: event.currentTarget.checked ? { op: '>=', value: 100 * unit } : null })
        }
        disabled={readOnly}
      />
      {leaf.amount && (
        <ComparisonInput
          as="money"
          label={t('ui.amountMoney')}
          value={leaf.amount}
          onChange={(amount) => onChange({ ...leaf, amount })}
        />
      )}
      <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
    </>
  );
}

/** Messages received, opened or clicked. */
export function MessageFields({ leaf, onChange }: Props<'message'>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const flows = useFlowNames();
  return (
    <>
      <Select
        aria-label={t('kind.message')}
        w={150}
        data={MESSAGE_ACTS.map((act) => ({ value: act, label: t(`actUi.${act}`) }))}
        value={leaf.act}
        onChange={(act) => act && onChange({ ...leaf, act: act as MessageAct })}
        allowDeselect={false}
        readOnly={readOnly}
      />
      <ComparisonInput
        label={t('ui.howOften')}
        value={leaf.count ?? SOME}
        onChange={(count) => onChange({ ...leaf, count })}
      />
      <Select
        aria-label={t('ui.channel')}
        placeholder={t('ui.anyChannel')}
        w={180}
        data={CHANNELS.map((each) => ({ value: each, label: t(`common:channel.${each}`) }))}
        value={leaf.channel ?? null}
        onChange={(channel) => onChange({ ...leaf, channel })}
        clearable
        readOnly={readOnly}
      />
      <Select
        aria-label={t('ui.flow')}
        placeholder={t('ui.anyFlow')}
        w={270}
        searchable
        data={flows.data?.map((flow) => ({ value: flow.id, label: flow.name })) ?? []}
        value={leaf.flow ?? null}
        onChange={(flow) => onChange({ ...leaf, flow, step: null })}
        clearable
        nothingFoundMessage={t('ui.nothingFound')}
        readOnly={readOnly}
      />
      {leaf.flow && (
        <Select
          aria-label={t('ui.message')}
          placeholder={t('ui.anyMessage')}
          w={210}
          searchable
          data={sendsOf(flows.data?.find((flow) => flow.id === leaf.flow))}
          value={leaf.step ?? null}
          onChange={(step) => onChange({ ...leaf, step })}
          clearable
          nothingFoundMessage={t('ui.nothingFound')}
          readOnly={readOnly}
        />
      )}
      {leaf.act !== 'received' && (
        <Checkbox
          label={t('ui.machines')}
          checked={leaf.machines ?? false}
          onChange={(event) => onChange({ ...leaf, machines: event.currentTarget.checked || null })}
          disabled={readOnly}
        />
      )}
      <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
    </>
  );
}
