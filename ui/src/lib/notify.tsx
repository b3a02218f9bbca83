import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';
import i18next from 'i18next';

const closable = () => ({ closeButtonProps: { 'aria-label': i18next.t('common:action.close') } });

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'accent', icon: <IconCheck size={18} />, autoClose: 4000, ...closable() });
}

export function notifyFailed(message: string): void {
  notifications.show({ message, color: 'red', icon: <IconAlertCircle size={18} />, autoClose: 9000, ...closable() });
}
