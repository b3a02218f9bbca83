import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  text: ReactNode;
  /** What must be typed; without it one click is enough. */
  name?: string;
  /** What the button says. */
  action: string;
  onConfirm: () => void;
  busy?: boolean;
}

/** Asks before an act that cannot be undone, with the name of the thing. */
export function ConfirmWithName({ opened, onClose, title, text, name, action, onConfirm, busy }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const close = () => {
    setTyped('');
    onClose();
  };
  const ready = name === undefined || typed.trim() === name.trim();
  return (
    <Modal opened={opened} onClose={close} title={title} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) {
            setTyped('');
            onConfirm();
          }
        }}
      >
        <Stack>
          <Text size="sm" component="div">
            {text}
          </Text>
          {name !== undefined && (
            <TextInput
              data-autofocus
              label={t('confirm.typeName', { name })}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button color="red.9" type="submit" disabled={!ready} loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
