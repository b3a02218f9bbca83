import { Button, Group, Modal, NumberInput, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/lib/api/client';
import { notifyDone } from '@/lib/notify';
import { useShopPaths } from '@/lib/shop';
import type { Added, CouponPool } from './types';

/** Fills a pool: with codes that are drawn, or with those that the shop's own system has made. */
export function AddCodes({ pool, onClose }: { pool: CouponPool; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  const [way, setWay] = useState<'draw' | 'paste'>('draw');
  const [pattern, setPattern] = useState('WELCOME-****-****');
  const [count, setCount] = useState<number | string>(500);
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: () =>
      way === 'draw'
        ? api.post<Added>(url(`coupon-pools/${pool.id}/generate`), { pattern: pattern.trim(), count: Number(count) })
        : api.post<Added>(url(`coupon-pools/${pool.id}/codes`), { codes: text.split(/[\s,;]+/).filter(Boolean) }),
    onSuccess: async ({ added, repeated }) => {
      notifyDone(repeated ? t('coupons.addedSome', { count: added, repeated }) : t('coupons.added', { count: added }));
      await client.invalidateQueries({ queryKey: key('coupon-pools') });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('coupons.fillTitle', { name: pool.name })} closeButtonProps={{ 'aria-label': t('common:action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Stack>
          <SegmentedControl
            aria-label={t('coupons.way')}
            value={way}
            onChange={(next) => setWay(next as 'draw' | 'paste')}
            data={(['draw', 'paste'] as const).map((value) => ({ value, label: t(`coupons.ways.${value}`) }))}
          />
          {way === 'draw' ? (
            <>
              <TextInput label={t('coupons.pattern')} description={t('coupons.patternHint')} required value={pattern} onChange={(event) => setPattern(event.currentTarget.value)} />
              <NumberInput label={t('coupons.count')} required min={1} max={50_000} allowDecimal={false} value={count} onChange={setCount} />
            </>
          ) : (
            <Textarea label={t('coupons.codes')} description={t('coupons.codesHint')} required autosize minRows={5} maxRows={14} value={text} onChange={(event) => setText(event.currentTarget.value)} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common:action.cancel')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('coupons.fill')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
