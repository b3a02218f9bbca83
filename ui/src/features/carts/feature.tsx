import { IconShoppingCart } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 70, path: 'carts', icon: IconShoppingCart, label: 'nav.carts' },
  routes: [
    { path: 'carts', lazy: async () => ({ Component: (await import('./CartsPage')).default }) },
    { path: 'carts/:id', lazy: async () => ({ Component: (await import('./CartPage')).default }) },
  ],
};

export default feature;
