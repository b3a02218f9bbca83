import { IconUsersGroup } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 30, path: 'segments', icon: IconUsersGroup, label: 'nav.segments' },
  routes: [
    { path: 'segments', lazy: async () => ({ Component: (await import('./SegmentsPage')).default }) },
    { path: 'segments/new', lazy: async () => ({ Component: (await import('./SegmentEditPage')).default }) },
    { path: 'segments/rfm', lazy: async () => ({ Component: (await import('./RfmPage')).default }) },
    { path: 'segments/:id', lazy: async () => ({ Component: (await import('./SegmentPage')).default }) },
    { path: 'segments/:id/edit', lazy: async () => ({ Component: (await import('./SegmentEditPage')).default }) },
  ],
};

export default feature;
