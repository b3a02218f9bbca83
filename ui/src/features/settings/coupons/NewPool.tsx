import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import { useShopPaths } from '@/lib/shop';
import type { CouponPool } from './types';

interface Props {
  onClose: () => void;
  onMade: (pool: CouponPool) => void;
}

/** Makes an empty pool; its codes come next. */
export function NewPool({ onClose, onMade }: Props) {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: '', validDays: '' as number | '', expiresOn: '', lowAt: 50 as number | '' } });
  const make = useMutation({
    mutationFn: ({ name, validDays, expiresOn, lowAt }: typeof form.values) =>
      api.post<CouponPool>(url('coupon-pools'), {
        name: name.trim(),
        validDays: validDays === '' ? null : validDays,
        expiresOn: expiresOn || null,
        lowAt: lowAt === '' ? 0 : lowAt,
      }),
    onSuccess: async (pool) => {
      await client.invalidateQueries({ queryKey: key('coupon-pools') });
      onMade(pool);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('coupons.add')} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form onSubmit={form.onSubmit((values) => make.mutate(values))}>
        <Stack>
          <TextInput label={t('coupons.name')} description={t('coupons.nameHint')} required maxLength={200} data-autofocus {...form.getInputProps('name')} />
          <NumberInput label={t('coupons.validDays')} description={t('coupons.validDaysHint')} min={1} max={3660} allowDecimal={false} {...form.getInputProps('validDays')} />
          <TextInput type="date" label={t('coupons.expiresOn')} {...form.getInputProps('expiresOn')} />
          <NumberInput label={t('coupons.lowAt')} min={0} max={1_000_000} allowDecimal={false} {...form.getInputProps('lowAt')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={make.isPending}>
              {t('coupons.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
