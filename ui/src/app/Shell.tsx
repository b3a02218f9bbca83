import { AppShell, Box, Burger, Group, ScrollArea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, ScrollRestoration, useLocation, useParams } from 'react-router';
import { Loading } from '@/components/Loading';
import { rememberShop } from '@/lib/lastShop';
import { useMe } from '@/lib/session';
import { ClockBanner } from './ClockBanner';
import { NotFoundPage } from './NotFoundPage';
import { Rail } from './Rail';
import { Search } from './Search';
import classes from './Shell.module.css';
import { ShopSwitcher } from './ShopSwitcher';
import { UserMenu } from './UserMenu';

/** Rail, top bar and the page between them. */
export function Shell() {
  const { t } = useTranslation();
  const { shops } = useMe();
  const { shop: id } = useParams();
  const { pathname } = useLocation();
  const [opened, { toggle, close }] = useDisclosure();
  const shop = shops.find((each) => String(each.id) === id);
  useEffect(() => {
    if (shop) rememberShop(shop.id);
  }, [shop]);
  useEffect(close, [pathname, close]);
  if (!shop) return <NotFoundPage />;
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 232, breakpoint: 'md', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <a href="#main" className={classes.skip}>
        {t('nav.skip')}
      </a>
      <AppShell.Header className={classes.header}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" w={{ md: 216 }} miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t('nav.menu')} />
            <ShopSwitcher shop={shop} />
          </Group>
          <Search />
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.rail} p="sm" aria-label={t('nav.label')}>
        <AppShell.Section grow component={ScrollArea}>
          <Rail />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} style={{ outline: 'none' }}>
        <ClockBanner />
        <Box className={classes.main}>
          <Suspense fallback={<Loading />}>
            <Outlet key={shop.id} />
          </Suspense>
        </Box>
      </AppShell.Main>
      <ScrollRestoration />
    </AppShell>
  );
}
