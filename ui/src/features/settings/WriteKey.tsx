import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { CopyField } from '@/components/CopyField';
import { Section } from '@/components/Section';
import type { ShopDetail } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useRenewWriteKey } from './hooks';

/** The key with which events are sent; a new one makes the old one stop. */
export function WriteKey({ shop }: { shop: ShopDetail }) {
  const { t } = useTranslation('settings');
  const canChange = useCanChange();
  const renew = useRenewWriteKey();
  const [asking, { open, close }] = useDisclosure();
  return (
    <Section
      title={t('key.title')}
      text={t('key.text')}
      actions={
        canChange && (
          <Button size="xs" variant="default" onClick={open}>
            {t('key.renew')}
          </Button>
        )
      }
    >
      <Stack gap="sm">
        <CopyField label={t('key.title')} value={shop.writeKey} />
        <Text size="sm" c="dimmed">
          {t('key.server')}
        </Text>
        <CopyField
          block
          label={t('key.example')}
          value={`curl ${window.location.origin}/v1/track -u '${shop.writeKey}:' \\\n  -H 'Content-Type: application/json' \\\n  -d '{"userId":"42","event":"Product Viewed","properties":{"product_id":"1"}}'`}
        />
      </Stack>
      <ConfirmWithName
        opened={asking}
        onClose={close}
        title={t('key.renewTitle')}
        text={t('key.renewText')}
        name={shop.name}
        action={t('key.renew')}
        busy={renew.isPending}
        onConfirm={() =>
          renew.mutate(undefined, {
            onSuccess: () => {
              notifyDone(t('key.renewed'));
              close();
            },
          })
        }
      />
    </Section>
  );
}
