import { Button, Menu, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBuildingStore, IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Shop } from '@/lib/api/types';
import { useIsOwner, useMe } from '@/lib/session';
import { NewShopForm } from './NewShopForm';

export function ShopSwitcher({ shop }: { shop: Shop }) {
  const { t } = useTranslation();
  const { shops } = useMe();
  const owner = useIsOwner();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Menu position="bottom-start" width={260} shadow="md">
        <Menu.Target>
          <Button
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            px="xs"
            leftSection={<IconBuildingStore size={19} stroke={1.7} aria-hidden />}
            rightSection={<IconSelector size={16} aria-hidden />}
            aria-label={`${t('shop.switch')}: ${shop.name}`}
            miw={0}
          >
            <Text span truncate fw={600} size="sm" maw={{ base: 96, xs: 160 }}>
              {shop.name}
            </Text>
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
          {shops.map((each) => (
            <Menu.Item
              key={each.id}
              rightSection={each.id === shop.id ? <IconCheck size={16} aria-hidden /> : null}
              onClick={() => void navigate(`/shops/${each.id}`)}
            >
              {each.name}
              <Text size="xs" c="dimmed">
                {each.url.replace(/^https?:\/\//, '')}
              </Text>
            </Menu.Item>
          ))}
          {owner && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
                {t('shop.new')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={opened} onClose={close} title={t('shop.new')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <NewShopForm />
      </Modal>
    </>
  );
}
