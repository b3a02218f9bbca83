import { Button, List, Menu, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDownload, IconEraser, IconShieldLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { errorText } from '@/lib/errorText';
import { notifyFailed } from '@/lib/notify';
import { useIsOwner } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useErase } from './hooks';

interface Props {
  profile: string;
  /** What must be typed before the data is erased. */
  name: string;
  onErased: () => void;
}

/** What a person may ask of the shop: all that is kept about her as a file, and to be forgotten. */
export function PersonalData({ profile, name, onErased }: Props) {
  const { t } = useTranslation('customers');
  const { url } = useShopPaths();
  const owner = useIsOwner();
  const [asking, { open, close }] = useDisclosure();
  const erase = useErase(profile);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconShieldLock size={17} aria-hidden />}>
            {t('personal.menu')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={url(`profiles/${profile}/export`)}
            download
            leftSection={<IconDownload size={17} aria-hidden />}
          >
            {t('personal.download')}
          </Menu.Item>
          {owner && (
            <Menu.Item c="red.9" leftSection={<IconEraser size={17} aria-hidden />} onClick={open}>
              {t('personal.erase')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmWithName
        opened={asking}
        onClose={close}
        title={t('personal.title', { name })}
        text={
          <Stack gap="xs">
            <Text size="sm">{t('personal.final')}</Text>
            <List size="sm" spacing={4}>
              <List.Item>{t('personal.goes')}</List.Item>
              <List.Item>{t('personal.stays')}</List.Item>
              <List.Item>{t('personal.writes')}</List.Item>
            </List>
          </Stack>
        }
        name={name}
        action={t('personal.confirm')}
        busy={erase.isPending}
        onConfirm={() =>
          erase.mutate(undefined, {
            onSuccess: () => {
              close();
              onErased();
            },
            onError: (error) => notifyFailed(errorText(error, t)),
          })
        }
      />
    </>
  );
}
