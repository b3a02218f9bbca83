import { Button, Group, Stack } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UnsavedWarning } from '@/components/UnsavedWarning';
import { ApiError } from '@/lib/api/client';
import type { ShopDetail } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { type ShopChange, useChangeShop } from './hooks';

export type ShopFormValues = Pick<ShopDetail, 'name' | 'url' | 'timezone' | 'locale' | 'settings'>;

interface Props {
  shop: ShopDetail;
  children: (form: UseFormReturnType<ShopFormValues>) => ReactNode;
}

/** Saves what was changed of the shop, and shows the server's objections at their fields. */
export function SettingsForm({ shop, children }: Props) {
  const { t } = useTranslation('settings');
  const canChange = useCanChange();
  const change = useChangeShop();
  const form = useForm<ShopFormValues>({
    initialValues: {
      name: shop.name,
      url: shop.url,
      timezone: shop.timezone,
      locale: shop.locale,
      // what is not set is an empty field, which the server takes as "not set"
      settings: { ...shop.settings, dkimDomain: shop.settings.dkimDomain ?? '' },
    },
  });
  const save = ({ settings, ...values }: ShopFormValues) => {
    const changed: ShopChange = Object.fromEntries(Object.entries(values).filter(([name]) => form.isDirty(name)));
    const changedSettings = Object.fromEntries(
      Object.entries(settings).filter(([name]) => form.isDirty(`settings.${name}`)),
    );
    if (Object.keys(changedSettings).length > 0) changed.settings = changedSettings;
    change.mutate(changed, {
      onSuccess: () => {
        form.resetDirty();
        notifyDone(t('common:action.saved'));
      },
      onError: (error) => {
        if (error instanceof ApiError && error.field) form.setFieldError(error.field, error.atField);
        else notifyFailed(errorText(error, t));
      },
    });
  };
  return (
    <form onSubmit={form.onSubmit(save)}>
      <UnsavedWarning dirty={canChange && form.isDirty()} />
      <Stack gap="md">
        {children(form)}
        {canChange && (
          <Group justify="flex-end">
            {form.isDirty() && (
              <Button variant="default" onClick={() => form.reset()}>
                {t('discard')}
              </Button>
            )}
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t('common:action.save')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
