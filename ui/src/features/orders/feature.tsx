import { IconReceipt } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 60, path: 'orders', icon: IconReceipt, label: 'nav.orders' },
  routes: [
    { path: 'orders', lazy: async () => ({ Component: (await import('./OrdersPage')).default }) },
    { path: 'orders/:id', lazy: async () => ({ Component: (await import('./OrderPage')).default }) },
  ],
};

export default feature;
