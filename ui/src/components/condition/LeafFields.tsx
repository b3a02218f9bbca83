import { Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFields } from './catalog';
import { ComparisonInput } from './ComparisonInput';
import { CONSENTS, SOME, type ConsentIs, type Leaf, type Measure } from './condition';
import { useBuilder } from './context';
import { DayInput } from './DayInput';
import { MessageFields, OrderFields } from './KindFields';
import { AttributeFields, EventFields, SegmentFields } from './NamedFields';
import { PeriodInput } from './PeriodInput';
import { RfmFields, TopFields } from './RankFields';
import { BrandsInput, CategoriesInput, ProductsInput } from './PickMany';
import { TestInput } from './TestInput';
import { testsOf } from './kinds';
import { WhenInput } from './WhenInput';

interface Props<L extends Leaf = Leaf> {
  leaf: L;
  onChange: (next: Leaf) => void;
}

/** The inputs of one row, by what it asks. */
export function LeafFields({ leaf, onChange }: Props) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const fields = useFields();
  switch (leaf.type) {
    case 'purchased':
      return (
        <>
          <Select
            aria-label={t('kind.purchased')}
            w={186}
            data={[
              { value: 'true', label: t('ui.has') },
              { value: 'false', label: t('ui.hasNot') },
            ]}
            value={String(leaf.is)}
            onChange={(is) => onChange({ ...leaf, is: is === 'true' })}
            allowDeselect={false}
            readOnly={readOnly}
          />
          <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
        </>
      );
    case 'order-amount':
    case 'total-spent':
      return (
        <>
          <ComparisonInput
            as="money"
            label={t('ui.amountMoney')}
            value={leaf.amount}
            onChange={(amount) => onChange({ ...leaf, amount })}
          />
          <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
        </>
      );
    case 'open-cart':
      return (
        <ComparisonInput
          as="money"
          label={t('ui.amountMoney')}
          value={leaf.amount}
          onChange={(amount) => onChange({ ...leaf, amount })}
        />
      );
    case 'order-count':
      return (
        <>
          <ComparisonInput
            label={t('kind.order-count')}
            value={leaf.count}
            onChange={(count) => onChange({ ...leaf, count })}
          />
          <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
        </>
      );
    case 'bought-category':
      return (
        <>
          <CategoriesInput value={leaf.categories} onChange={(categories) => onChange({ ...leaf, categories })} />
          <HowMany leaf={leaf} onChange={onChange} />
        </>
      );
    case 'bought-brand':
      return (
        <>
          <BrandsInput value={leaf.brands} onChange={(brands) => onChange({ ...leaf, brands })} />
          <HowMany leaf={leaf} onChange={onChange} />
        </>
      );
    case 'bought-product':
      return (
        <>
          <ProductsInput value={leaf.products} onChange={(products) => onChange({ ...leaf, products })} />
          <HowMany leaf={leaf} onChange={onChange} />
        </>
      );
    case 'cart-abandoned':
      return (
        <>
          <Text size="sm">{t('ui.atLeastHours')}</Text>
          <Hours
            label={t('ui.atLeastHours')}
            value={leaf.atLeastHours}
            onChange={(next) => onChange({ ...leaf, atLeastHours: next ?? Number.NaN })}
          />
          <Text size="sm">{t('ui.lessThanHours')}</Text>
          <Hours
            label={t('ui.lessThanHours')}
            optional
            value={leaf.lessThanHours ?? undefined}
            onChange={(next) => onChange({ ...leaf, lessThanHours: next })}
          />
        </>
      );
    case 'last-purchase':
      return (
        <>
          <WhenInput label={t('kind.last-purchase')} value={leaf.when} onChange={(when) => onChange({ ...leaf, when })} />
          {leaf.nothingSince == null ? (
            !readOnly && (
              <Button
                variant="subtle"
                size="compact-sm"
                onClick={() => onChange({ ...leaf, nothingSince: new Date().toISOString().slice(0, 10) })}
              >
                {t('ui.addNothingSince')}
              </Button>
            )
          ) : (
            <Group gap="xs">
              <Text size="sm">{t('ui.nothingSince')}</Text>
              <DayInput
                label={t('ui.nothingSince')}
                clearable
                value={leaf.nothingSince}
                onChange={(nothingSince) => onChange({ ...leaf, nothingSince })}
              />
            </Group>
          )}
        </>
      );
    case 'last-cart':
    case 'moment':
      return (
        <WhenInput
          label={t(`kind.${leaf.type === 'moment' ? leaf.of : leaf.type}`)}
          value={leaf.when}
          onChange={(when) => onChange({ ...leaf, when })}
        />
      );
    case 'trait':
      return (
        <TestInput
          label={t(`kind.trait-${leaf.name}`)}
          types={testsOf(leaf.name)}
          value={leaf.test}
          onChange={(test) => onChange({ ...leaf, test })}
          gender={leaf.name === 'gender'}
          named={leaf.name === 'country' || leaf.name === 'locale' || leaf.name === 'timezone' ? leaf.name : undefined}
          suggestions={leaf.name === 'tags' ? fields.data?.tags : undefined}
        />
      );
    case 'attribute':
      return <AttributeFields leaf={leaf} onChange={onChange} />;
    case 'event':
      return <EventFields leaf={leaf} onChange={onChange} />;
    case 'order':
      return <OrderFields leaf={leaf} onChange={onChange} />;
    case 'message':
      return <MessageFields leaf={leaf} onChange={onChange} />;
    case 'rfm':
      return <RfmFields leaf={leaf} onChange={onChange} />;
    case 'top':
      return <TopFields leaf={leaf} onChange={onChange} />;
    case 'list':
      return null;
    case 'segment':
      return <SegmentFields leaf={leaf} onChange={onChange} />;
    case 'consent':
      return (
        <>
          <Select
            aria-label={t('ui.channel')}
            w={130}
            data={['email', 'sms', 'push', 'letter'].map((each) => ({ value: each, label: t(`common:channel.${each}`) }))}
            value={leaf.channel}
            onChange={(channel) => channel && onChange({ ...leaf, channel })}
            allowDeselect={false}
            readOnly={readOnly}
          />
          <Select
            aria-label={t('ui.state')}
            w={230}
            data={CONSENTS.map((state) => ({ value: state, label: t(`consentUi.${state}`) }))}
            value={leaf.state}
            onChange={(state) => state && onChange({ ...leaf, state: state as ConsentIs })}
            allowDeselect={false}
            readOnly={readOnly}
          />
        </>
      );
  }
}

/** How often something was bought, counted in orders or pieces, and when. */
function HowMany({ leaf, onChange }: Props<Extract<Leaf, { type: 'bought-category' | 'bought-brand' | 'bought-product' }>>) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  return (
    <>
      <Group gap="xs">
        <ComparisonInput
          label={t('ui.howOften')}
          value={leaf.count ?? SOME}
          onChange={(count) => onChange({ ...leaf, count })}
        />
        <Select
          aria-label={t('ui.measure')}
          w={116}
          data={(['orders', 'pieces'] as const).map((each) => ({ value: each, label: t(`ui.${each}`) }))}
          value={leaf.measure ?? 'orders'}
          onChange={(measure) => measure && onChange({ ...leaf, measure: measure as Measure })}
          allowDeselect={false}
          readOnly={readOnly}
        />
      </Group>
      <PeriodInput value={leaf.period} onChange={(period) => onChange({ ...leaf, period })} />
    </>
  );
}

interface HoursProps {
  label: string;
  value: number | undefined;
  onChange: (hours: number | undefined) => void;
  optional?: boolean;
}

/** Hours, shown as days where that is what they are. */
function Hours({ label, value, onChange, optional }: HoursProps) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const unit = value !== undefined && value >= 48 && value % 24 === 0 ? 'days' : 'hours';
  const factor = unit === 'days' ? 24 : 1;
  return (
    <Group gap="xs" wrap="nowrap">
      <NumberInput
        aria-label={label}
        w={optional && value === undefined ? 130 : 84}
        min={0}
        max={36_500}
        allowDecimal={false}
        placeholder={optional ? t('ui.noLimit') : undefined}
        value={value === undefined || Number.isNaN(value) ? '' : value / factor}
        onChange={(next) => onChange(next === '' ? undefined : Number(next) * factor)}
        error={!optional && (value === undefined || Number.isNaN(value))}
        readOnly={readOnly}
        rightSection={optional && value !== undefined && !readOnly ? <IconX size={14} onClick={() => onChange(undefined)} aria-hidden /> : undefined}
      />
      <Select
        aria-label={t('ui.unit')}
        w={104}
        data={(['hours', 'days'] as const).map((each) => ({ value: each, label: t(`ui.${each}`) }))}
        value={unit}
        onChange={(next) => value !== undefined && next !== unit && onChange(next === 'days' ? (value || 1) * 24 : value / 24)}
        allowDeselect={false}
        readOnly={readOnly}
      />
    </Group>
  );
}
