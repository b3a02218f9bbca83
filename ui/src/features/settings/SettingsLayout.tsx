import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { PageHeader } from '@/components/PageHeader';
import { useIsOwner } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import classes from './SettingsLayout.module.css';

const PAGES = ['shop', 'connect', 'sending', 'holdout', 'coupons', 'imports', 'failed', 'profile'] as const;
const OWNER_PAGES = ['users', 'keys', 'audit'] as const;

/** The settings and the way between them. */
export default function SettingsLayout() {
  const { t } = useTranslation('settings');
  const { page } = useShopPaths();
  const owner = useIsOwner();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // on a phone the way between the pages is a line that is longer than the screen
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [pathname]);
  return (
    <>
      <PageHeader title={t('title')} />
      <div className={classes.grid}>
        <nav ref={nav} className={classes.nav} aria-label={t('title')}>
          {[...PAGES, ...(owner ? OWNER_PAGES : [])].map((each) => (
            <NavLink key={each} to={page(`settings/${each}`)}>
              {t(`nav.${each}`)}
            </NavLink>
          ))}
        </nav>
        <div>
          <Outlet />
        </div>
      </div>
    </>
  );
}
