import { Alert, Box, Button, Group, Loader, Paper, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MailView } from '@/components/mail/MailView';
import type { ProfileRow } from '@/lib/api/types';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useMe, useShop } from '@/lib/session';
import classes from './MessageEditor.module.css';
import { PersonPicker } from './PersonPicker';
import { useSendTest, type usePreviewMail, type Wanted } from './preview';

interface Props {
  preview: ReturnType<typeof usePreviewMail>;
  wanted: Wanted;
  person: ProfileRow | null;
  onPerson: (person: ProfileRow | null) => void;
}

/** The mail as a chosen person sees it in her mailbox. */
export function PreviewPane({ preview, wanted, person, onPerson }: Props) {
  const { t } = useTranslation('flows');
  const shop = useShop();
  const { data } = preview;
  return (
    <div className={classes.side}>
      <Group gap="xs" wrap="nowrap">
        <PersonPicker value={person} onChange={onPerson} />
        <SendTest wanted={wanted} />
      </Group>
      <Paper p="sm" radius="md" style={{ borderColor: 'var(--ritorno-line)' }}>
        <Group justify="space-between" wrap="nowrap" gap="xs">
          <Box miw={0}>
            <Text size="xs" c="dimmed">
              {shop.name}
            </Text>
            <Text size="sm" fw={600} truncate>
              {data?.subject ?? wanted.content.subject}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {wanted.content.preheader}
            </Text>
          </Box>
          {preview.busy && <Loader role="status" size={16} aria-label={t('preview.rendering')} />}
        </Group>
      </Paper>
      {preview.error && !preview.busy && preview.faults.length === 0 && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('preview.failed')}>
          {errorText(preview.error, t)}
        </Alert>
      )}
      <Stack style={{ flex: 1, minHeight: 0, opacity: preview.error ? 0.5 : 1 }}>
        {data ? (
          <MailView title={t('preview.frame')} html={data.html} height="calc(100dvh - 310px)" />
        ) : (
          <Text size="sm" c="dimmed">
            {t(preview.error ? 'preview.fix' : 'preview.rendering')}
          </Text>
        )}
      </Stack>
    </div>
  );
}

function SendTest({ wanted }: { wanted: Wanted }) {
  const { t } = useTranslation('flows');
  const me = useMe();
  const [opened, setOpened] = useState(false);
  const [to, setTo] = useState(me.user.email);
  const send = useSendTest();
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus width={300}>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconSend size={15} aria-hidden />} onClick={() => setOpened((open) => !open)} style={{ flex: 'none' }}>
          {t('preview.test')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            send.mutate(
              { ...wanted, to },
              {
                onSuccess: () => {
                  notifyDone(t('preview.sent', { to }));
                  setOpened(false);
                },
                onError: (error) => notifyFailed(errorText(error, t)),
              },
            );
          }}
        >
          <Stack gap="sm">
            <TextInput label={t('preview.testTo')} type="email" required value={to} onChange={(event) => setTo(event.currentTarget.value)} />
            <Button type="submit" size="xs" loading={send.isPending}>
              {t('preview.testSend')}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
