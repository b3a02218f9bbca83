import { ActionIcon, Autocomplete, Button, Group, Text } from '@mantine/core';
import { IconFilterPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './builder.module.css';
import { useFields } from './catalog';
import type { Filter } from './condition';
import { useBuilder } from './context';
import { TestInput } from './TestInput';

/** Properties that events of Segment's e-commerce spec have. */
export const PROPERTIES: Record<string, string[]> = {
  'Product Viewed': ['product_id', 'name', 'category', 'brand', 'price'],
  'Product List Viewed': ['category', 'list_id'],
  'Products Searched': ['query'],
  'Product Added': ['product_id', 'name', 'category', 'brand', 'price', 'quantity'],
  'Product Removed': ['product_id', 'name', 'category', 'brand', 'price', 'quantity'],
  'Product Added to Wishlist': ['product_id', 'name', 'category', 'brand', 'price'],
  'Checkout Started': ['value', 'coupon'],
  'Order Completed': ['total', 'coupon', 'payment_method', 'status', 'shipping_method'],
  'Coupon Applied': ['coupon_name', 'coupon_id', 'discount'],
  'QR Code Scanned': ['code', 'campaign'],
  'Coupon Used': ['code', 'pool', 'order_id'],
  'Survey Answered': ['survey', 'question', 'answer', 'answerText', 'comment'],
  'Page Viewed': ['path', 'title', 'url', 'referrer'],
  'Message Opened': ['channel', 'flow', 'step', 'machine'],
  'Message Clicked': ['channel', 'flow', 'step', 'machine'],
};

interface Props {
  event: string;
  where: Filter[];
  onChange: (next: Filter[]) => void;
}

/** What properties of an event must be. */
export function FilterRows({ event, where, onChange }: Props) {
  const { t } = useTranslation('condition');
  const { readOnly } = useBuilder();
  const fields = useFields();
  const suggestions = (property: string) =>
    property === 'payment_method'
      ? fields.data?.paymentMethods
      : property === 'status'
        ? fields.data?.statuses
        : undefined;
  return (
    <>
      {where.map((filter, index) => (
        <Group key={index} gap="xs" ps="md" className={classes.below} wrap="nowrap" align="flex-start">
          <Group gap="xs">
          <Text size="sm" c="dimmed" miw={44}>
            {index === 0 ? t('ui.where') : t('ui.allShort')}
          </Text>
          <Autocomplete
            aria-label={t('ui.property')}
            placeholder={t('ui.chooseProperty')}
            w={170}
            data={PROPERTIES[event] ?? []}
            value={filter.property}
            onChange={(property) => onChange(where.map((each, i) => (i === index ? { ...each, property } : each)))}
            error={filter.property.trim() === ''}
            readOnly={readOnly}
          />
          <TestInput
            label={filter.property || t('ui.property')}
            types={['text', 'number', 'date', 'boolean', 'list', 'known']}
            value={filter.test}
            onChange={(test) => onChange(where.map((each, i) => (i === index ? { ...each, test } : each)))}
            suggestions={suggestions(filter.property)}
          />
          </Group>
          {!readOnly && (
            <ActionIcon mt={4} aria-label={t('ui.removeFilter')} onClick={() => onChange(where.filter((_, i) => i !== index))}>
              <IconX size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {!readOnly && where.length < 20 && (
        <Group ps={where.length ? 'md' : 0} className={where.length ? classes.below : undefined} mih={36}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconFilterPlus size={15} aria-hidden />}
            onClick={() => onChange([...where, { property: PROPERTIES[event]?.[0] ?? '', test: { type: 'text', op: 'is', values: [] } }])}
          >
            {t(where.length ? 'ui.addAnother' : 'ui.addFilter')}
          </Button>
        </Group>
      )}
    </>
  );
}
