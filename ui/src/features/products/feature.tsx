import { IconBox } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 50, path: 'products', icon: IconBox, label: 'nav.products' },
  routes: [
    { path: 'products', lazy: async () => ({ Component: (await import('./ProductsPage')).default }) },
    { path: 'products/:id', lazy: async () => ({ Component: (await import('./ProductPage')).default }) },
  ],
};

export default feature;
