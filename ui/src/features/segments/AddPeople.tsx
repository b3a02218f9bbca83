import { Alert, Button, FileButton, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '@/lib/errorText';
import { useFormat } from '@/lib/useFormat';
import { useAddPeople } from './queries';

interface Props {
  id: string;
  opened: boolean;
  onClose: () => void;
}

/** Puts people on a list: typed, pasted, or from a CSV file. */
export function AddPeople({ id, opened, onClose }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const add = useAddPeople(id);
  const [text, setText] = useState('');
  const done = add.data;
  const close = () => {
    setText('');
    add.reset();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={t('list.add')} size="lg" closeButtonProps={{ 'aria-label': t('action.cancel') }}>
      <Stack>
        <Textarea
          label={t('list.people')}
          description={t('list.peopleText')}
          autosize
          minRows={5}
          maxRows={14}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        {add.error && <Alert color="red">{errorText(add.error, t)}</Alert>}
        {done && (
          <Alert color={done.unknownCount > 0 ? 'orange' : 'teal'} aria-live="polite">
            <Text size="sm">{t('list.added', { count: done.added, n: format.number(done.added), named: format.number(done.named) })}</Text>
            {done.unknownCount > 0 && (
              <>
                <Text size="sm" mt={4}>
                  {t('list.unknown', { count: done.unknownCount, n: format.number(done.unknownCount) })}
                </Text>
                <List size="sm" mah={140} style={{ overflowY: 'auto' }}>
                  {done.unknown.map((name) => (
                    <List.Item key={name}>{name}</List.Item>
                  ))}
                </List>
              </>
            )}
          </Alert>
        )}
        <Group justify="space-between">
          <FileButton accept=".csv,.txt,text/csv,text/plain" onChange={(file) => void file?.text().then(setText)}>
            {(props) => (
              <Button {...props} variant="default" leftSection={<IconFileUpload size={17} aria-hidden />}>
                {t('list.file')}
              </Button>
            )}
          </FileButton>
          <Button onClick={() => add.mutate(text)} loading={add.isPending} disabled={text.trim() === ''}>
            {t('list.addNow')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
