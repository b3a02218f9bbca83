import { IconRoute } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 40, path: 'flows', icon: IconRoute, label: 'nav.flows' },
  routes: [
    { path: 'flows', lazy: async () => ({ Component: (await import('./FlowsPage')).default }) },
    { path: 'flows/new', lazy: async () => ({ Component: (await import('./RecipesPage')).default }) },
    { path: 'flows/:id', lazy: async () => ({ Component: (await import('./FlowPage')).default }) },
  ],
};

export default feature;
