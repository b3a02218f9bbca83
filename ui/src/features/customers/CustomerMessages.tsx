import { Anchor, Drawer, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { MailFrame } from '@/components/MailFrame';
import { MessageBadge } from '@/components/MessageBadge';
import type { Message } from '@/lib/api/types';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';
import { useList } from '@/lib/useList';
import { MessageSigns } from './MessageSigns';

/** What she was sent, or why not; a mail opens as she saw it. */
export function CustomerMessages({ profile }: { profile: string }) {
  const { t } = useTranslation('customers');
  const { url, page } = useShopPaths();
  const list = useList<Message>(`profiles/${profile}/messages`);
  const reasonText = useReasonText();
  const [seen, setSeen] = useState<Message>();
  return (
    <>
      <ListTable
        label={t('tab.messages')}
        list={list}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconMail} title={t('noMessages')} text={t('noMessagesText')} />}
        columns={[
          {
            key: 'subject',
            header: t('message'),
            clickable: true,
            cell: (message) => (
              <>
                <UnstyledButton fz="sm" fw={500} c="var(--mantine-color-anchor)" onClick={() => setSeen(message)}>
                  {message.subject ?? message.flow?.name ?? t('noSubject')}
                </UnstyledButton>
                {message.flow && message.subject && (
                  <Text size="xs" c="dimmed">
                    {message.flow.name}
                  </Text>
                )}
              </>
            ),
          },
          {
            key: 'status',
            header: t('status'),
            cell: (message) => (
              <Stack gap={2} align="flex-start">
                <MessageBadge status={message.status} />
                {message.reason && message.status !== 'sent' && (
                  <Text size="xs" c="dimmed">
                    {reasonText(message.reason)}
                  </Text>
                )}
              </Stack>
            ),
          },
          { key: 'signs', header: t('reaction'), from: 'sm', cell: (message) => <MessageSigns message={message} /> },
          { key: 'at', header: t('when'), cell: ({ at, sentAt, dueAt }) => <DateTime value={sentAt ?? dueAt ?? at} show="relative" /> },
        ]}
      />
      <Drawer
        opened={seen !== undefined}
        onClose={() => setSeen(undefined)}
        position="right"
        size="lg"
        title={seen?.subject ?? t('message')}
        closeButtonProps={{ 'aria-label': t('common:action.close') }}
      >
        {seen && (
          <Stack>
            <Group gap="sm">
              <MessageBadge status={seen.status} />
              <DateTime value={seen.sentAt ?? seen.dueAt ?? seen.at} size="sm" c="dimmed" />
              <Anchor component={Link} to={page(`messages/${seen.id}`)} size="sm">
                {t('openMessage')}
              </Anchor>
            </Group>
            {seen.status === 'sent' || seen.status === 'bounced' || seen.status === 'uncertain' ? (
              <MailFrame title={seen.subject ?? t('message')} src={url(`messages/${seen.id}/html`)} />
            ) : (
              <Text size="sm" c="dimmed">
                {t('notSentYet')}
              </Text>
            )}
          </Stack>
        )}
      </Drawer>
    </>
  );
}
