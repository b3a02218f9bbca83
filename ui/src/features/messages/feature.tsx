import { IconMail } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';

const feature: Feature = {
  rail: { order: 75, path: 'messages', icon: IconMail, label: 'nav.messages' },
  routes: [
    { path: 'messages', lazy: async () => ({ Component: (await import('./MessagesPage')).default }) },
    { path: 'messages/suppressions', lazy: async () => ({ Component: (await import('./SuppressionsPage')).default }) },
    { path: 'messages/:id', lazy: async () => ({ Component: (await import('./MessagePage')).default }) },
  ],
};

export default feature;
