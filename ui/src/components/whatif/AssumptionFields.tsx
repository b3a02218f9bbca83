import { ActionIcon, Button, Group, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFields } from '@/components/condition/catalog';
import { KNOWN_EVENTS, eventKey } from '@/components/condition/kinds';
import { fractionDigits } from '@/lib/format';
import { useShop } from '@/lib/session';
import type { Assumption } from './types';

/** An assumption while it is being made: properties as rows, so that a name may be empty for a while. */
export interface Draft {
  type: Assumption['type'];
  amount: number;
  products: string[];
  name: string;
  properties: { name: string; value: string }[];
}

export const NOTHING: Draft = { type: 'entered', amount: 10_000, products: [], name: '', properties: [] };

export function assumptionOf(draft: Draft): Assumption {
  switch (draft.type) {
    case 'order':
      return { type: 'order', amount: draft.amount, products: draft.products };
    case 'event':
      return {
        type: 'event',
        name: draft.name,
        properties: Object.fromEntries(draft.properties.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value])),
      };
    default:
      return { type: draft.type };
  }
}

/** What shall be taken to happen. */
export function AssumptionFields({ draft, onChange }: { draft: Draft; onChange: (next: Draft) => void }) {
  const { t } = useTranslation(['whatif', 'condition']);
  const { currency } = useShop();
  const fields = useFields();
  const unit = 10 ** fractionDigits(currency);
  const names = [...new Set([...KNOWN_EVENTS, ...(fields.data?.events ?? [])])];
  const row = (i: number, change: Partial<{ name: string; value: string }>) =>
    onChange({ ...draft, properties: draft.properties.map((each, j) => (i === j ? { ...each, ...change } : each)) });
  return (
    <Stack gap="sm">
      <Select
        label={t('whatif:assume.label')}
        size="xs"
        data={(['entered', 'cart', 'order', 'event'] as const).map((value) => ({ value, label: t(`whatif:assume.${value}`) }))}
        value={draft.type}
        onChange={(next) => next && onChange({ ...draft, type: next as Draft['type'] })}
        allowDeselect={false}
      />
      {draft.type === 'order' && (
        <Group grow align="flex-start">
          <NumberInput
            label={t('whatif:assume.amount')}
            size="xs"
            min={0}
            decimalScale={fractionDigits(currency)}
            suffix={` ${currency}`}
            value={draft.amount / unit}
            onChange={(next) => onChange({ ...draft, amount: Math.round(Number(next) * unit) })}
          />
          <TagsInput
            label={t('whatif:assume.products')}
            size="xs"
            placeholder={draft.products.length ? undefined : t('whatif:assume.productsHint')}
            maxTags={20}
            value={draft.products}
            onChange={(products) => onChange({ ...draft, products })}
          />
        </Group>
      )}
      {draft.type === 'event' && (
        <>
          <Select
            label={t('whatif:assume.name')}
            size="xs"
            searchable
            data={names.map((value) => ({
              value,
              label: (KNOWN_EVENTS as readonly string[]).includes(value) ? t(`condition:eventName.${eventKey(value)}`) : value,
            }))}
            value={draft.name || null}
            onChange={(next) => next && onChange({ ...draft, name: next })}
            allowDeselect={false}
          />
          {draft.properties.map((each, i) => (
            <Group key={i} gap="xs" wrap="nowrap">
              <TextInput size="xs" flex={1} aria-label={t('whatif:assume.property')} placeholder={t('whatif:assume.property')} value={each.name} onChange={(e) => row(i, { name: e.currentTarget.value })} />
              <TextInput size="xs" flex={1} aria-label={t('whatif:assume.value')} placeholder={t('whatif:assume.value')} value={each.value} onChange={(e) => row(i, { value: e.currentTarget.value })} />
              <ActionIcon aria-label={t('common:action.remove')} onClick={() => onChange({ ...draft, properties: draft.properties.filter((_, j) => i !== j) })}>
                <IconX size={16} />
              </ActionIcon>
            </Group>
          ))}
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => onChange({ ...draft, properties: [...draft.properties, { name: '', value: '' }] })}
          >
            {t('whatif:assume.addProperty')}
          </Button>
        </>
      )}
    </Stack>
  );
}
