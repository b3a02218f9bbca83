import { Anchor, Code, Grid, Stack, Tabs, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { type Fact, FactList } from '@/components/FactList';
import { Loading } from '@/components/Loading';
import { MessageBadge } from '@/components/MessageBadge';
import { MailView } from '@/components/mail/MailView';
import { PageHeader } from '@/components/PageHeader';
import { PersonLink } from '@/components/PersonLink';
import { Section } from '@/components/Section';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useMessage } from './queries';
import type { MessageDetail } from './types';
import { Why } from './Why';

/** One message: the mail as it was seen, what became of it, and why it was (not) sent. */
export default function MessagePage() {
  const { t } = useTranslation('messages');
  const { id = '' } = useParams();
  const { page, url } = useShopPaths();
  const query = useMessage(id);
  const [{ tab }, setTab] = useAddressState({ tab: 'mail' });
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Loading lines={8} />;
  const message = query.data;
  const written = message.html !== null && message.html !== undefined;
  const nothing = <EmptyState title={t('detail.noMailTitle')} text={t(message.status === 'queued' ? 'detail.notYet' : 'detail.noMail')} />;
  return (
    <>
      <PageHeader
        title={message.subject ?? t('noSubject')}
        aside={<MessageBadge status={message.status} />}
        back={{ to: page('messages'), label: t('title') }}
      />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }} order={{ base: 2, lg: 1 }}>
          <Section>
            <Tabs value={tab} onChange={(next) => setTab({ tab: next })} keepMounted={false}>
              <Tabs.List mb="md">
                <Tabs.Tab value="mail">{t('detail.mail')}</Tabs.Tab>
                <Tabs.Tab value="text">{t('detail.text')}</Tabs.Tab>
                <Tabs.Tab value="headers">{t('detail.headers')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="mail">
                {written ? <MailView title={t('detail.frame', { subject: message.subject })} src={url(`messages/${message.id}/html`)} height={760} /> : nothing}
              </Tabs.Panel>
              <Tabs.Panel value="text">
                {message.text ? (
                  <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                    {message.text}
                  </Code>
                ) : (
                  nothing
                )}
              </Tabs.Panel>
              <Tabs.Panel value="headers">{message.headers && Object.keys(message.headers).length > 0 ? <Headers headers={message.headers} /> : nothing}</Tabs.Panel>
            </Tabs>
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }} order={{ base: 1, lg: 2 }}>
          <Stack>
            <Facts message={message} />
            <Why message={message} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Headers({ headers }: { headers: Record<string, string | string[]> }) {
  return (
    <FactList
      facts={Object.entries(headers).map(([label, value]) => ({
        label,
        value: (
          <Text span inherit ff="monospace" fz="xs">
            {Array.isArray(value) ? value.join('\n') : value}
          </Text>
        ),
      }))}
    />
  );
}

function Facts({ message }: { message: MessageDetail }) {
  const { t } = useTranslation('messages');
  const { page } = useShopPaths();
  const reason = useReasonText();
  const when = (label: string, value: string | null): Fact[] => (value ? [{ label: t(label), value: <DateTime value={value} /> }] : []);
  const facts: Fact[] = [
    { label: t('fact.to'), value: <PersonLink person={message.profile} /> },
    ...(message.address ? [{ label: t('fact.address'), value: message.address }] : []),
    { label: t('fact.kind'), value: t(message.transactional ? 'fact.transactional' : 'fact.marketing') },
    ...(message.flow
      ? [
          {
            label: t('fact.flow'),
            value: (
              <Anchor component={Link} to={page(`flows/${message.flow.id}${message.step ? `?step=${message.step}` : ''}`)} inherit>
                {message.flow.name}
              </Anchor>
            ),
          },
        ]
      : []),
    ...(message.reason ? [{ label: t('fact.reason'), value: reason(message.reason) }] : []),
    { label: t('fact.queued'), value: <DateTime value={message.at} /> },
    ...(message.status === 'queued' ? when('fact.due', message.dueAt) : []),
    ...when('fact.sent', message.sentAt),
    ...(message.sentAt
      ? [
          { label: t('fact.opened'), value: message.openedAt ? <DateTime value={message.openedAt} /> : t('fact.notYet') },
          { label: t('fact.clicked'), value: message.clickedAt ? <DateTime value={message.clickedAt} /> : t('fact.notYet') },
        ]
      : []),
    ...when('fact.ordered', message.orderedAt),
    ...when('fact.machineOpened', message.machineOpenedAt),
    ...when('fact.machineClicked', message.machineClickedAt),
  ];
  return (
    <Section title={t('detail.facts')}>
      <FactList facts={facts} />
      {(message.machineOpenedAt || message.machineClickedAt) && (
        <Text size="xs" c="dimmed" mt="sm">
          {t('detail.machine')}
        </Text>
      )}
    </Section>
  );
}
