import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ApiError, api } from '@/lib/api/client';
import type { ShopDetail } from '@/lib/api/types';
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n';
import { SESSION, useMe } from '@/lib/session';

const CURRENCIES = ['EUR', 'PLN', 'GBP', 'USD', 'CZK', 'HUF', 'RON', 'SEK', 'NOK', 'DKK', 'CHF'];

/** Name, address, money, zone and language of a new shop. */
export function NewShopForm() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const me = useMe();
  const create = useMutation({
    mutationFn: (draft: Record<string, string>) => api.post<ShopDetail>('/api/shops', draft),
    meta: { quiet: true },
    onSuccess: async (shop) => {
      await client.invalidateQueries({ queryKey: SESSION });
      void navigate(`/shops/${shop.id}/settings/connect`);
    },
    onError: (error) => {
      if (error instanceof ApiError) form.setFieldError(error.field ?? 'name', error.atField);
    },
  });
  const form = useForm({
    initialValues: {
      name: '',
      url: 'https://',
      currency: i18n.language === 'pl' ? 'PLN' : 'EUR',
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      locale: me.user.locale as string,
    },
    validate: {
      name: (name) => (name.trim() ? null : t('form.required')),
      url: (url) => (URL.canParse(url) && url.startsWith('http') ? null : t('form.url')),
    },
  });
  return (
    <form onSubmit={form.onSubmit((draft) => create.mutate(draft))} style={{ width: '100%', maxWidth: 420 }}>
      <Stack ta="start">
        <TextInput label={t('shop.name')} required {...form.getInputProps('name')} />
        <TextInput label={t('shop.url')} type="url" required {...form.getInputProps('url')} />
        <Select label={t('shop.currency')} data={CURRENCIES} searchable allowDeselect={false} {...form.getInputProps('currency')} />
        <Select
          label={t('shop.zone')}
          data={Intl.supportedValuesOf('timeZone')}
          searchable
          limit={80}
          allowDeselect={false}
          {...form.getInputProps('timezone')}
        />
        <Select
          label={t('shop.locale')}
          data={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          allowDeselect={false}
          {...form.getInputProps('locale')}
        />
        <Button type="submit" loading={create.isPending}>
          {t('shop.create')}
        </Button>
      </Stack>
    </form>
  );
}
