import { PasswordInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useFormat } from '@/lib/useFormat';
import type { CouponStep, MoveStep, WebhookStep } from '../graph/definition';
import { useFlowNames, usePools } from '../queries';
import { useErrorAt } from './errors';
import type { FieldsProps } from './StepFields';

export function CouponFields({ step, onChange }: FieldsProps<CouponStep>) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const error = useErrorAt()('pool');
  const pools = usePools();
  const offered = pools.data ?? [];
  return (
    <Stack>
      <Select
        label={t('coupon.pool')}
        placeholder={t('coupon.choose')}
        searchable
        data={[
          ...offered.map((pool) => ({
            value: pool.id,
            label: pool.left === undefined ? pool.name : `${pool.name} · ${t('coupon.left', { count: pool.left, n: format.number(pool.left) })}`,
          })),
          ...(step.pool && !offered.some(({ id }) => id === step.pool) ? [{ value: step.pool, label: step.pool }] : []),
        ]}
        value={step.pool || null}
        onChange={(pool) => pool && onChange({ ...step, pool })}
        allowDeselect={false}
        nothingFoundMessage={pools.isPending ? '…' : t('coupon.none')}
        error={error}
      />
      <Text size="xs" c="dimmed">
        {t('coupon.hint')} <code>{'{{ coupon.code }}'}</code>, <code>{'{{ coupon.expires }}'}</code>
      </Text>
    </Stack>
  );
}

export function WebhookFields({ step, onChange }: FieldsProps<WebhookStep>) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  return (
    <Stack>
      <TextInput label={t('webhook.name')} value={step.name ?? ''} maxLength={200} onChange={(event) => onChange({ ...step, name: event.currentTarget.value || undefined }, 'name')} />
      <TextInput label={t('webhook.url')} type="url" placeholder="https://" value={step.url} maxLength={2000} onChange={(event) => onChange({ ...step, url: event.currentTarget.value.trim() }, 'url')} error={errorAt('url')} />
      <PasswordInput
        label={t('webhook.secret')}
        description={t('webhook.secretText')}
        autoComplete="off"
        value={step.secret ?? ''}
        onChange={(event) => onChange({ ...step, secret: event.currentTarget.value || undefined }, 'secret')}
        error={errorAt('secret')}
        visibilityToggleButtonProps={{ 'aria-label': t('webhook.show') }}
      />
      <Textarea
        label={t('webhook.body')}
        description={t('webhook.bodyText')}
        placeholder={'{"email": "{{ person.email }}"}'}
        autosize
        minRows={4}
        maxRows={14}
        value={step.body ?? ''}
        onChange={(event) => onChange({ ...step, body: event.currentTarget.value || undefined }, 'body')}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        error={errorAt('body')}
      />
    </Stack>
  );
}

export function MoveFields({ step, onChange }: FieldsProps<MoveStep>) {
  const { t } = useTranslation('flows');
  const { id } = useParams();
  const error = useErrorAt()('flow');
  const flows = useFlowNames();
  return (
    <Stack>
      <Select
        label={t('move.flow')}
        placeholder={t('move.choose')}
        searchable
        data={(flows.data ?? [])
          .filter((flow) => flow.id !== id && flow.status !== 'archived')
          .map((flow) => ({ value: flow.id, label: flow.status === 'live' ? flow.name : `${flow.name} (${t(`status.${flow.status}`)})` }))}
        value={step.flow || null}
        onChange={(flow) => flow && onChange({ ...step, flow })}
        allowDeselect={false}
        nothingFoundMessage={flows.isPending ? '…' : t('move.none')}
        error={error}
      />
      <Text size="xs" c="dimmed">
        {t('move.text')}
      </Text>
    </Stack>
  );
}
