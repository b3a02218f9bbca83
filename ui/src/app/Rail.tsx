import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useShopPaths } from '@/lib/shop';
import { railEntries } from './features';
import classes from './Shell.module.css';

/** The parts of the program, in the order of a marketer's day. */
export function Rail() {
  const { t } = useTranslation();
  const { page } = useShopPaths();
  return (
    <Stack gap={2}>
      {railEntries.map(({ path, icon: Sign, label }) => (
        <NavLink key={path} to={page(path)} end={path === ''} className={classes.link}>
          <Sign size={20} stroke={1.7} aria-hidden />
          {t(label)}
        </NavLink>
      ))}
    </Stack>
  );
}
