import { IconSettings } from '@tabler/icons-react';
import { Navigate } from 'react-router';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 100, path: 'settings', icon: IconSettings, label: 'nav.settings' },
  routes: [
    {
      path: 'settings',
      lazy: async () => ({ Component: (await import('./SettingsLayout')).default }),
      children: [
        { index: true, element: <Navigate to="shop" replace /> },
        { path: 'shop', lazy: async () => ({ Component: (await import('./ShopPage')).default }) },
        { path: 'connect', lazy: async () => ({ Component: (await import('./ConnectPage')).default }) },
        { path: 'sending', lazy: async () => ({ Component: (await import('./SendingPage')).default }) },
        { path: 'holdout', lazy: async () => ({ Component: (await import('./HoldoutPage')).default }) },
        { path: 'coupons', lazy: async () => ({ Component: (await import('./coupons/CouponsPage')).default }) },
        { path: 'imports', lazy: async () => ({ Component: (await import('./imports/ImportsPage')).default }) },
        { path: 'imports/new', lazy: async () => ({ Component: (await import('./imports/NewImportPage')).default }) },
        { path: 'imports/:id', lazy: async () => ({ Component: (await import('./imports/ImportPage')).default }) },
        { path: 'failed', lazy: async () => ({ Component: (await import('./FailedEventsPage')).default }) },
        { path: 'profile', lazy: async () => ({ Component: (await import('./ProfilePage')).default }) },
        { path: 'users', lazy: async () => ({ Component: (await import('./UsersPage')).default }) },
        { path: 'keys', lazy: async () => ({ Component: (await import('./KeysPage')).default }) },
        { path: 'audit', lazy: async () => ({ Component: (await import('./AuditPage')).default }) },
      ],
    },
  ],
};

export default feature;
