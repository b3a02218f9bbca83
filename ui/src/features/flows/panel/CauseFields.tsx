import { Box, Checkbox, Group, Input, NumberInput, SegmentedControl, Select, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFields, useSegmentNames } from '@/components/condition/catalog';
import { ComparisonInput } from '@/components/condition/ComparisonInput';
import { TRAITS, type Comparison, type Filter, type Test } from '@/components/condition/condition';
import { useBuilder } from '@/components/condition/context';
import { BrandsInput, CategoriesInput, ProductsInput } from '@/components/condition/PickMany';
import { TestInput } from '@/components/condition/TestInput';
import { isoOf, minutesOf } from '@/lib/duration';
import type { Cause, DateOf } from '../graph/definition';
import { without } from '../graph/without';
import { useSpeaker } from '../speaker';
import { useCartTime } from '../queries';
import { useErrorAt } from './errors';
import { EventInput } from './EventInput';
import { DateOfInput, FieldInput } from './PersonFields';
import { DurationInput, HourInput, OffsetInput } from './TimeFields';

/** Traits whose change can start a flow. */
const CHANGING = TRAITS.filter((name) => !['emailDomain', 'externalId', 'tags'].includes(name));
const ANY_TEXT: Test = { type: 'text', op: 'is', values: [] };

interface Props {
  cause: Cause;
  /** Where it stands in the definition: `trigger`, `stop[0]`. */
  at: string;
  onChange: (next: Cause, burst?: string) => void;
}

/** The settings of what starts or stops a flow, by its kind. */
export function CauseFields({ cause, at, onChange }: Props) {
  const { t } = useTranslation(['flows', 'condition', 'common']);
  const errorAt = useErrorAt();
  const segments = useSegmentNames();
  const set = (change: Partial<Cause>, burst?: string) => onChange({ ...cause, ...change }, burst);
  switch (cause.type) {
    case 'event': {
      const where: Filter[] = cause.where ?? Object.entries(cause.properties ?? {}).map(([property, value]) => ({ property, test: { type: 'text', op: 'is', values: [String(value)] } }));
      return (
        <EventInput
          label={t('flows:triggerEvent')}
          name={cause.name ?? ''}
          where={where}
          onName={(name) => onChange({ type: 'event', name })}
          onWhere={(filters) => onChange({ type: 'event', name: cause.name, ...(filters.length && { where: filters }) }, 'where')}
          error={errorAt(`${at}.name`)}
        />
      );
    }
    case 'order':
      return <OrderFields cause={cause} onChange={onChange} />;
    case 'order-status':
      return <Statuses label={t('flows:order.statuses')} value={cause.statuses ?? []} onChange={(statuses) => set({ statuses })} error={errorAt(`${at}.statuses`)} />;
    case 'threshold':
      return <ThresholdFields cause={cause} onChange={onChange} error={errorAt(`${at}.value`)} />;
    case 'cart-abandoned':
      return <CartFields cause={cause} onChange={onChange} />;
    case 'checkout-abandoned':
    case 'browse-abandoned':
    case 'search-abandoned':
      return (
        <Stack>
          <DurationInput label={t(`flows:after.${cause.type}`)} value={cause.after} onChange={(after) => set({ after }, 'after')} error={errorAt(`${at}.after`)} />
          {cause.type === 'search-abandoned' && (
            <TextInput label={t('flows:searchTerm.label')} description={t('flows:searchTerm.text')} value={cause.term ?? ''} maxLength={200} onChange={(event) => set({ term: event.currentTarget.value || undefined }, 'term')} />
          )}
          {cause.type === 'browse-abandoned' && <Wares cause={cause} onChange={onChange} label={t('flows:wares.viewed')} />}
        </Stack>
      );
    case 'subscribed':
      return (
        <Select
          label={t('flows:subscribed.channel')}
          data={['email', 'sms', 'push', 'letter'].map((each) => ({ value: each, label: t(`common:channel.${each}`) }))}
          value={cause.channel ?? 'email'}
          onChange={(channel) => channel && set({ channel })}
          allowDeselect={false}
        />
      );
    case 'date':
      return (
        <Stack>
          <DateOfInput label={t('flows:date.which')} value={cause.of as DateOf} onChange={(of) => set({ of }, 'of')} error={errorAt(`${at}.of`)} />
          <OffsetInput label={t('flows:date.when')} value={cause.offset ?? 'P0D'} onChange={(offset) => set({ offset }, 'offset')} />
          <HourInput at={cause.at} zone={cause.zone} onChange={(change) => set(change, 'at')} error={errorAt(`${at}.at`)} />
          <Switch label={t('flows:date.yearly')} checked={cause.yearly ?? false} onChange={(event) => set({ yearly: event.currentTarget.checked })} />
        </Stack>
      );
    case 'delivery':
      return (
        <Stack>
          <OffsetInput label={t('flows:delivery.when')} value={cause.offset ?? 'P0D'} onChange={(offset) => set({ offset }, 'offset')} />
          <HourInput at={cause.at} zone={cause.zone} onChange={(change) => set(change, 'at')} error={errorAt(`${at}.at`)} />
        </Stack>
      );
    case 'inactive':
      return (
        <Stack>
          <SegmentedControl
            aria-label={t('flows:inactive.of')}
            value={String(cause.of ?? 'last-order')}
            onChange={(of) => set({ of })}
            data={(['last-order', 'last-seen'] as const).map((each) => ({ value: each, label: t(`flows:inactive.${each}`) }))}
          />
          <NumberInput label={t('flows:inactive.days')} min={1} max={3650} allowDecimal={false} value={cause.days ?? ''} onChange={(days) => set({ days: Number(days) || 0 }, 'days')} error={errorAt(`${at}.days`)} />
        </Stack>
      );
    case 'segment-entered':
    case 'segment-left':
      return (
        <Select
          label={t('flows:triggerSegment')}
          placeholder={t('condition:ui.chooseSegment')}
          data={(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          value={cause.segment || null}
          onChange={(segment) => segment && set({ segment })}
          allowDeselect={false}
          nothingFoundMessage={t('condition:ui.nothingFound')}
          error={errorAt(`${at}.segment`)}
        />
      );
    case 'changed':
      return <ChangedFields cause={cause} at={at} onChange={onChange} />;
    case 'back-in-stock':
    case 'price-drop':
      return (
        <Stack>
          {cause.type === 'price-drop' && (
            <NumberInput label={t('flows:price.percent')} suffix="%" min={1} max={99} allowDecimal={false} value={cause.percent ?? ''} onChange={(percent) => set({ percent: Number(percent) || 0 }, 'percent')} error={errorAt(`${at}.percent`)} />
          )}
          <Checkbox.Group label={t('flows:forWhom.label')} value={cause.for ?? ['viewed', 'wished', 'cart']} onChange={(list) => set({ for: list })} error={errorAt(`${at}.for`)}>
            <Stack gap={6} mt={6}>
              {(['viewed', 'wished', 'cart'] as const).map((each) => (
                <Checkbox key={each} value={each} label={t(`flows:forWhom.who-${each}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <NumberInput label={t('flows:forWhom.days')} min={1} max={365} allowDecimal={false} value={cause.lastDays ?? 30} onChange={(lastDays) => set({ lastDays: Number(lastDays) || 0 }, 'lastDays')} />
        </Stack>
      );
    default:
      return null;
  }
}

type Inner = Pick<Props, 'cause' | 'onChange'>;

function Statuses({ label, value, onChange, error }: { label: string; value: string[]; onChange: (next: string[]) => void; error?: string }) {
  const { t } = useTranslation('flows');
  const seen = useFields().data?.statuses ?? [];
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? t('order.typeStatus') : undefined}
      data={[...new Set([...seen, 'paid', 'shipped', 'delivered', 'cancelled', 'returned'])]}
      value={value}
      onChange={onChange}
      acceptValueOnBlur
      error={error}
    />
  );
}

/** A comparison that need not be there. */
function Optional({ label, value, standard, as, onChange }: { label: string; value: Comparison | undefined; standard: Comparison; as: 'money' | 'whole'; onChange: (next: Comparison | undefined) => void }) {
  return (
    <Box>
      <Switch label={label} checked={Boolean(value)} onChange={(event) => onChange(event.currentTarget.checked ? standard : undefined)} />
      {value && (
        <Box mt="xs" ps={46}>
          <ComparisonInput as={as} label={label} value={value} onChange={onChange} />
        </Box>
      )}
    </Box>
  );
}

/** Any of these products, categories or brands; none chosen means all. */
function Wares({ cause, onChange, label }: Inner & { label: string }) {
  const { t } = useTranslation('flows');
  const set = (change: Partial<Cause>) => onChange({ ...cause, ...change });
  const some = (list: string[]) => (list.length ? list : undefined);
  const chosen = [cause.products, cause.categories, cause.brands].some(Boolean);
  return (
    <Input.Wrapper label={label} description={t(chosen ? 'wares.any' : 'wares.all')} labelElement="div">
      <Stack gap="xs" mt={6}>
        {(['products', 'categories', 'brands'] as const).map((kind) => {
          const value = cause[kind];
          const Pick = { products: ProductsInput, categories: CategoriesInput, brands: BrandsInput }[kind];
          return (
            <Box key={kind}>
              <Checkbox label={t(`wares.${kind}`)} checked={value !== undefined} onChange={(event) => set({ [kind]: event.currentTarget.checked ? [] : undefined })} />
              {value !== undefined && (
                <Box mt={6} ps={28} style={{ display: 'flex' }}>
                  <Pick value={value} onChange={(list) => set({ [kind]: some(list) ?? [] })} />
                </Box>
              )}
            </Box>
          );
        })}
      </Stack>
    </Input.Wrapper>
  );
}

function OrderFields({ cause, onChange }: Inner) {
  const { t } = useTranslation('flows');
  const { unit } = useBuilder();
  return (
    <Stack>
      <Optional as="money" label={t('order.amount')} standard={{ op: '>=', value: 100 * unit }} value={cause.amount} onChange={(amount) => onChange({ ...cause, amount }, 'amount')} />
      <Optional as="whole" label={t('order.nth')} standard={{ op: '=', value: 1 }} value={cause.nth} onChange={(nth) => onChange({ ...cause, nth }, 'nth')} />
      <Wares cause={cause} onChange={onChange} label={t('wares.bought')} />
      <Statuses label={t('order.onlyStatuses')} value={cause.statuses ?? []} onChange={(statuses) => onChange({ ...cause, statuses: statuses.length ? statuses : undefined })} />
    </Stack>
  );
}

function ThresholdFields({ cause, onChange, error }: Inner & { error?: string }) {
  const { t } = useTranslation('flows');
  const { unit, currency, decimal } = useBuilder();
  const money = cause.of === 'spent';
  const kind = cause.period?.lastDays !== undefined ? 'lastDays' : (cause.period?.calendar ?? 'ever');
  return (
    <Stack>
      <Group align="flex-start" grow>
        <Select
          label={t('threshold.of')}
          data={(['spent', 'orders', 'items'] as const).map((each) => ({ value: each, label: t(`threshold.${each}`) }))}
          value={String(cause.of ?? 'orders')}
          onChange={(of) => of && onChange({ ...cause, of, value: of === 'spent' ? 500 * unit : of === 'items' ? 10 : 5 })}
          allowDeselect={false}
        />
        <NumberInput
          label={t('threshold.value')}
          min={0}
          decimalScale={money ? Math.round(Math.log10(unit)) : 0}
          decimalSeparator={decimal}
          suffix={money ? ` ${currency}` : undefined}
          value={cause.value === undefined ? '' : cause.value / (money ? unit : 1)}
          onChange={(value) => onChange({ ...cause, value: Math.round(Number(value) * (money ? unit : 1)) || 0 }, 'value')}
          error={error}
        />
      </Group>
      <Select
        label={t('threshold.period')}
        data={(['ever', 'lastDays', 'month', 'year'] as const).map((each) => ({ value: each, label: t(`threshold.in-${each}`) }))}
        value={kind}
        onChange={(next) => {
          const rest = without(cause, 'period');
          if (next === 'ever') onChange(rest);
          else if (next === 'lastDays') onChange({ ...rest, period: { lastDays: 90 } });
          else if (next) onChange({ ...rest, period: { calendar: next as 'month' | 'year' } });
        }}
        allowDeselect={false}
      />
      {kind === 'lastDays' && (
        <NumberInput label={t('threshold.days')} min={1} max={3650} allowDecimal={false} value={cause.period?.lastDays ?? ''} onChange={(days) => onChange({ ...cause, period: { lastDays: Number(days) || 1 } }, 'days')} />
      )}
      <Text size="xs" c="dimmed">
        {t('threshold.text')}
      </Text>
    </Stack>
  );
}

function CartFields({ cause, onChange }: Inner) {
  const { t } = useTranslation('flows');
  const { unit, currency, decimal } = useBuilder();
  const speaker = useSpeaker();
  const own = useCartTime();
  const time = speaker.span(own === undefined ? undefined : isoOf({ n: own, unit: 'minutes' }));
  const after = minutesOf(cause.after ?? '');
  const short = own !== undefined && after !== null && after > 0 && after < own;
  return (
    <Stack>
      <Switch
        label={t('cart.ownTime')}
        description={t('triggerCartText', { time })}
        checked={cause.after !== undefined}
        onChange={(event) => onChange({ ...cause, after: event.currentTarget.checked ? 'PT2H' : undefined })}
      />
      {cause.after !== undefined && <DurationInput label={t('after.cart-abandoned')} description={t('cart.notShorter', { time })} value={cause.after} onChange={(next) => onChange({ ...cause, after: next }, 'after')} error={short ? t('cart.tooShort', { time }) : undefined} />}
      <NumberInput
        label={t('cart.minimum')}
        placeholder={t('send.anyCart')}
        min={0}
        decimalScale={Math.round(Math.log10(unit))}
        decimalSeparator={decimal}
        suffix={` ${currency}`}
        value={cause.minimum === undefined ? '' : cause.minimum / unit}
        onChange={(value) => onChange({ ...cause, minimum: value === '' ? undefined : Math.round(Number(value) * unit) }, 'minimum')}
      />
    </Stack>
  );
}

function ChangedFields({ cause, at, onChange }: Props) {
  const { t } = useTranslation(['flows', 'condition']);
  const errorAt = useErrorAt();
  const tags = useFields().data?.tags ?? [];
  const isTag = cause.tag !== undefined;
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('flows:changed.what')}
        value={isTag ? 'tag' : 'field'}
        onChange={(what) => onChange(what === 'tag' ? { type: 'changed', tag: '', how: 'added' } : { type: 'changed', attribute: '' })}
        data={[
          { value: 'tag', label: t('flows:changed.tag') },
          { value: 'field', label: t('flows:changed.field') },
        ]}
      />
      {isTag ? (
        <Group align="flex-start" grow>
          <Select
            label={t('flows:changed.tagName')}
            searchable
            data={[...new Set([...tags, ...(cause.tag ? [cause.tag] : [])])]}
            value={cause.tag || null}
            onChange={(tag) => tag && onChange({ ...cause, tag })}
            nothingFoundMessage={t('condition:ui.nothingFound')}
            allowDeselect={false}
            error={errorAt(`${at}.tag`)}
          />
          <Select
            label={t('flows:changed.how')}
            data={(['added', 'removed'] as const).map((how) => ({ value: how, label: t(`flows:changed.${how}`) }))}
            value={cause.how ?? 'added'}
            onChange={(how) => how && onChange({ ...cause, how: how as 'added' | 'removed' })}
            allowDeselect={false}
          />
        </Group>
      ) : (
        <>
          <FieldInput
            label={t('flows:changed.which')}
            traits={CHANGING}
            trait={cause.trait}
            attribute={cause.attribute}
            onChange={(field) => onChange({ type: 'changed', ...field, ...(cause.to && { to: ANY_TEXT }) }, 'field')}
            error={errorAt(`${at}.attribute`)}
          />
          <Switch
            label={t('flows:changed.to')}
            checked={Boolean(cause.to)}
            onChange={(event) => onChange({ ...cause, to: event.currentTarget.checked ? ANY_TEXT : undefined })}
          />
          {cause.to && (
            <TestInput
              label={t('flows:changed.to')}
              types={cause.trait === 'gender' ? ['text', 'known'] : ['text', 'number', 'date', 'boolean', 'list', 'known']}
              gender={cause.trait === 'gender'}
              value={cause.to}
              onChange={(to) => onChange({ ...cause, to }, 'to')}
            />
          )}
        </>
      )}
    </Stack>
  );
}
