import { Alert, Anchor, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import type { CouponStep, MoveStep } from '../graph/definition';
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
          ...(step.pool && !offered.some(({ id }) => id === step.pool) ? [{ value: step.pool, label: pools.isPending ? '…' : t('fault.pool-unknown') }] : []),
        ]}
        value={step.pool || null}
        onChange={(pool) => pool && onChange({ ...step, pool })}
        allowDeselect={false}
        nothingFoundMessage={pools.isPending ? '…' : t('coupon.none')}
        error={error}
      />
      <Text size="xs" c="dimmed">
        {t('coupon.hint')} <code style={{ whiteSpace: 'nowrap' }}>{'{{ coupon.code }}'}</code>, <code style={{ whiteSpace: 'nowrap' }}>{'{{ coupon.expires }}'}</code>
      </Text>
    </Stack>
  );
}

export function MoveFields({ step, onChange }: FieldsProps<MoveStep>) {
  const { t } = useTranslation('flows');
  const { id } = useParams();
  const error = useErrorAt()('flow');
  const { page } = useShopPaths();
  const flows = useFlowNames();
  const chosen = flows.data?.find((flow) => flow.id === step.flow);
  return (
    <Stack>
      <Select
        label={t('move.flow')}
        placeholder={t('move.choose')}
        searchable
        data={[
          ...(flows.data ?? [])
            .filter((flow) => flow.id !== id && (flow.status !== 'archived' || flow.id === step.flow))
            .map((flow) => ({ value: flow.id, label: flow.status === 'live' ? flow.name : `${flow.name} (${t(`status.${flow.status}`)})` })),
          ...(step.flow && !chosen ? [{ value: step.flow, label: flows.isPending ? '…' : t('fault.flow-unknown') }] : []),
        ]}
        value={step.flow || null}
        onChange={(flow) => flow && onChange({ ...step, flow })}
        allowDeselect={false}
        nothingFoundMessage={flows.isPending ? '…' : t('move.none')}
        error={error}
      />
      <Text size="xs" c="dimmed">
        {t('move.text')}
      </Text>
      {chosen && chosen.status !== 'live' && (
        <Alert color="orange" p="xs">
          {t('move.notLive')}
        </Alert>
      )}
      {chosen && (
        <Anchor component={Link} to={page(`flows/${chosen.id}`)} size="sm">
          {t('move.open')}
        </Anchor>
      )}
    </Stack>
  );
}
