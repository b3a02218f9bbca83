import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IconDownload, IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DataTable } from '@/components/DataTable';
import { EmptyState } from '@/components/EmptyState';
import { Section } from '@/components/Section';
import { StatusBadge } from '@/components/StatusBadge';
import { api } from '@/lib/api/client';
import type { Page } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { AddCodes } from './AddCodes';
import { NewPool } from './NewPool';
import type { CouponPool } from './types';

/** Pools of coupon codes that flows give out, one to a person. */
export default function CouponsPage() {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const format = useFormat();
  const client = useQueryClient();
  const canChange = useCanChange();
  const [making, { open, close }] = useDisclosure();
  const [filled, setFilled] = useState<CouponPool>();
  const [unwanted, setUnwanted] = useState<CouponPool>();
  const pools = useQuery({
    queryKey: key('coupon-pools'),
    queryFn: ({ signal }) => api.get<Page<CouponPool>>(url('coupon-pools'), {}, signal),
    select: (page) => page.items,
  });
  const end = useMutation({
    mutationFn: (id: string) => api.delete(url(`coupon-pools/${id}`)),
    onSuccess: async () => {
      setUnwanted(undefined);
      notifyDone(t('coupons.ended'));
      await client.invalidateQueries({ queryKey: key('coupon-pools') });
    },
  });
  const until = (pool: CouponPool) =>
    [
      pool.validDays === null ? null : t('coupons.forDays', { count: pool.validDays }),
      pool.expiresOn === null ? null : t('coupons.until', { day: format.day(pool.expiresOn) }),
    ]
      .filter(Boolean)
      .join(', ') || t('coupons.always');
  const add = canChange && (
    <Button size="xs" leftSection={<IconTicket size={15} aria-hidden />} onClick={open}>
      {t('coupons.add')}
    </Button>
  );
  return (
    <Section title={t('coupons.title')} text={t('coupons.text')} flush actions={add}>
      <DataTable
        label={t('coupons.title')}
        rows={pools.data}
        error={pools.error}
        retry={() => void pools.refetch()}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconTicket} title={t('coupons.emptyTitle')} text={t('coupons.emptyText')} />}
        columns={[
          {
            key: 'name',
            header: t('coupons.name'),
            cell: (pool) => (
              <Group gap="xs">
                <Text size="sm" fw={500}>
                  {pool.name}
                </Text>
                {pool.over ? (
                  <StatusBadge tone="bad">{t('coupons.over')}</StatusBadge>
                ) : (
                  pool.low && <StatusBadge tone="warn">{t(pool.codes === 0 ? 'coupons.none' : 'coupons.low')}</StatusBadge>
                )}
              </Group>
            ),
          },
          { key: 'left', header: t('coupons.left'), end: true, cell: (pool) => format.number(pool.left) },
          { key: 'given', header: t('coupons.given'), end: true, from: 'sm', cell: (pool) => format.number(pool.given) },
          { key: 'used', header: t('coupons.used'), end: true, from: 'sm', cell: (pool) => format.number(pool.used) },
          { key: 'valid', header: t('coupons.valid'), from: 'sm', cell: until },
          {
            key: 'acts',
            end: true,
            clickable: true,
            cell: (pool) => (
              <Group gap={4} justify="flex-end">
                {canChange && (
                  <Button size="compact-xs" variant="subtle" onClick={() => setFilled(pool)}>
                    {t('coupons.fill')}
                  </Button>
                )}
                <Button
                  component="a"
                  href={url(`coupon-pools/${pool.id}/codes.csv`)}
                  download
                  size="compact-xs"
                  variant="subtle"
                  leftSection={<IconDownload size={14} aria-hidden />}
                >
                  {t('common:action.export')}
                </Button>
                {canChange && (
                  <Button size="compact-xs" variant="subtle" color="red" onClick={() => setUnwanted(pool)}>
                    {t('coupons.end')}
                  </Button>
                )}
              </Group>
            ),
          },
        ]}
      />
      {making && (
        <NewPool
          onClose={close}
          onMade={(pool) => {
            close();
            setFilled(pool);
          }}
        />
      )}
      {filled && <AddCodes pool={filled} onClose={() => setFilled(undefined)} />}
      <ConfirmWithName
        opened={unwanted !== undefined}
        onClose={() => setUnwanted(undefined)}
        title={t('coupons.endTitle')}
        text={t('coupons.endText')}
        name={unwanted?.name}
        action={t('coupons.end')}
        busy={end.isPending}
        onConfirm={() => unwanted && end.mutate(unwanted.id)}
      />
    </Section>
  );
}
