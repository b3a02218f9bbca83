import { IconUsers } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 20, path: 'customers', icon: IconUsers, label: 'nav.customers' },
  routes: [
    { path: 'customers', lazy: async () => ({ Component: (await import('./CustomersPage')).default }) },
    { path: 'customers/:id', lazy: async () => ({ Component: (await import('./CustomerPage')).default }) },
  ],
};

export default feature;
