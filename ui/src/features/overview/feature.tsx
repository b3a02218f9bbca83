import { IconHome } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 10, path: '', icon: IconHome, label: 'nav.home' },
  routes: [{ index: true, lazy: async () => ({ Component: (await import('./OverviewPage')).default }) }],
};

export default feature;
