import { Box, Button, Group, NumberInput, Select, Stack, Switch, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFields, useSegmentNames } from '@/components/condition/catalog';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import { KNOWN_EVENTS, eventKey } from '@/components/condition/kinds';
import { isoOf, minutesOf } from '@/lib/duration';
import type { Cause } from './definition';
import type { FlowDraft } from './useFlowDraft';

const REENTRIES = ['once-per-key', 'never', 'after', 'always'];

/** What starts the flow, what ends it early, for whom, and how often. */
export function TriggerFields({ draft }: { draft: FlowDraft }) {
  const { t } = useTranslation(['flows', 'condition', 'common']);
  const { definition, set, readOnly } = draft;
  const segments = useSegmentNames();
  const fields = useFields();
  const [limited, setLimited] = useState(Boolean(definition.audience));
  const { trigger, reentry, stop, audience } = definition;
  const names = [...new Set([...KNOWN_EVENTS, ...(fields.data?.events ?? [])])];
  const events = names.map((name) => ({
    value: name,
    label: (KNOWN_EVENTS as readonly string[]).includes(name) ? t(`condition:eventName.${eventKey(name)}`) : name,
  }));
  const start = (type: string): Cause =>
    type === 'event' ? { type, name: 'Product Viewed' } : type === 'segment-entered' ? { type, segment: segments.data?.[0]?.id ?? '' } : { type };
  const days = reentry.type === 'after' ? Math.round((minutesOf(String(reentry.duration)) ?? 0) / 1440) : 30;
  const stopsByOrder = stop.some((cause) => cause.type === 'order');
  return (
    <Stack>
      <Select
        label={t('flows:triggerLabel')}
        data={['cart-abandoned', 'event', 'segment-entered'].map((type) => ({ value: type, label: t(`flows:triggerKind.${type}`) }))}
        value={trigger.type}
        onChange={(type) => type && set((now) => ({ ...now, trigger: start(type) }))}
        allowDeselect={false}
      />
      {trigger.type === 'event' && (
        <Select
          label={t('flows:triggerEvent')}
          data={events}
          searchable
          value={String(trigger.name ?? '')}
          onChange={(name) => name && set((now) => ({ ...now, trigger: { ...now.trigger, name } }))}
          allowDeselect={false}
        />
      )}
      {trigger.type === 'segment-entered' && (
        <Select
          label={t('flows:triggerSegment')}
          data={(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          value={String(trigger.segment ?? '') || null}
          onChange={(segment) => segment && set((now) => ({ ...now, trigger: { ...now.trigger, segment } }))}
          allowDeselect={false}
        />
      )}
      {trigger.type === 'cart-abandoned' && (
        <Text size="xs" c="dimmed">
          {t('flows:triggerCartText')}
        </Text>
      )}
      <Switch
        label={t('flows:stopOnOrder')}
        description={t('flows:stopOnOrderText')}
        checked={stopsByOrder}
        onChange={(event) => {
          const on = event.currentTarget.checked;
          set((now) => ({
            ...now,
            stop: on ? [...now.stop, { type: 'order' }] : now.stop.filter((cause) => cause.type !== 'order'),
          }));
        }}
      />
      <Box>
        <Select
          label={t('flows:reentryLabel')}
          data={REENTRIES.map((type) => ({ value: type, label: t(`flows:reentry.${type}`) }))}
          value={reentry.type}
          onChange={(type) =>
            type && set((now) => ({ ...now, reentry: type === 'after' ? { type, duration: isoOf({ n: 30, unit: 'days' }) } : { type } }))
          }
          allowDeselect={false}
        />
        {reentry.type === 'after' && (
          <NumberInput
            mt="xs"
            label={t('flows:reentryDays')}
            min={1}
            max={3650}
            allowDecimal={false}
            value={days}
            onChange={(n) => set((now) => ({ ...now, reentry: { type: 'after', duration: isoOf({ n: Number(n) || 0, unit: 'days' }) } }), 'reentry')}
          />
        )}
      </Box>
      <Box>
        <Text size="sm" fw={500} mb={4}>
          {t('flows:audience')}
        </Text>
        {limited ? (
            <ConditionBuilder initial={audience ?? null} undoable={false} onChange={(condition) => set((now) => ({ ...now, audience: condition }))} readOnly={readOnly} />
        ) : (
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              {t('flows:audienceAll')}
            </Text>
            {!readOnly && (
              <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setLimited(true)}>
                {t('flows:audienceLimit')}
              </Button>
            )}
          </Group>
        )}
      </Box>
    </Stack>
  );
}
