import { notifications } from '@mantine/notifications';
import { IconAlertCircle, IconCheck } from '@tabler/icons-react';

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'accent', icon: <IconCheck size={18} />, autoClose: 4000 });
}

export function notifyFailed(message: string): void {
  notifications.show({ message, color: 'red', icon: <IconAlertCircle size={18} />, autoClose: 9000 });
}
