import { IconMail } from '@tabler/icons-react';
import type { Feature } from '@/lib/feature';
import { MessagePage } from './MessagePage';
import { MessagesPage } from './MessagesPage';
import { SuppressionsPage } from './SuppressionsPage';

const messages: Feature = {
  rail: { order: 55, path: 'messages', icon: IconMail, label: 'nav.messages' },
  routes: [
    { path: 'messages', element: <MessagesPage /> },
    { path: 'messages/suppressions', element: <SuppressionsPage /> },
    { path: 'messages/:id', element: <MessagePage /> },
  ],
};

export default messages;
