import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
  IconUserCog,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/lib/api/client';
import type { Locale, Me } from '@/lib/api/types';
import { LOCALE_NAMES, LOCALES, speak } from '@/lib/i18n';
import { SESSION, useLogout, useMe } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';

const SCHEMES = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** Language, light or dark, and the way out. */
export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { user, version } = useMe();
  const client = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const logout = useLogout();
  const { page } = useShopPaths();
  const choose = useMutation({
    mutationFn: async (locale: Locale) => {
      await speak(locale);
      return api.patch<Me>('/api/session', { locale });
    },
    onSuccess: (me) => client.setQueryData(SESSION, me),
  });
  return (
    <Menu position="bottom-end" width={240} shadow="md" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('user.menu')}>
          <IconUserCircle size={24} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt={6} size="sm" fw={600} truncate>
          {user.name || user.email}
        </Text>
        <Text px="sm" pb={6} size="xs" c="dimmed" truncate>
          {user.name ? user.email : t(`role.${user.role}`)}
        </Text>
        <Menu.Divider />
        <Menu.Label>{t('user.language')}</Menu.Label>
        {LOCALES.map((locale) => (
          <Menu.Item
            key={locale}
            lang={locale}
            onClick={() => choose.mutate(locale)}
            rightSection={i18n.language === locale ? <IconCheck size={16} aria-label={t('chosen')} /> : null}
          >
            {LOCALE_NAMES[locale]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('user.look')}</Menu.Label>
        {SCHEMES.map(({ value, icon: Sign }) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            leftSection={<Sign size={16} aria-hidden />}
            rightSection={colorScheme === value ? <IconCheck size={16} aria-label={t('chosen')} /> : null}
          >
            {t(`user.${value}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to={page('settings/profile')}
          closeMenuOnClick
          leftSection={<IconUserCog size={16} aria-hidden />}
        >
          {t('user.profile')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => logout.mutate()}>
          {t('user.logout')}
        </Menu.Item>
        <Text px="sm" pb={4} size="xs" c="dimmed">
          Ritorno {version}
        </Text>
      </Menu.Dropdown>
    </Menu>
  );
}
