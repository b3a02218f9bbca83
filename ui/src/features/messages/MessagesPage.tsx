import { Anchor, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconBan, IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { MessageBadge } from '@/components/MessageBadge';
import { PageHeader } from '@/components/PageHeader';
import { PeriodPicker } from '@/components/PeriodPicker';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import type { Message } from '@/lib/api/types';
import { NONE } from '@/lib/format';
import { usePeriod } from '@/lib/period';
import { useReasonText } from '@/lib/reasons';
import { useShopPaths } from '@/lib/shop';
import { useAddressState } from '@/lib/useAddressState';
import { useList } from '@/lib/useList';
import { Engagement } from './Engagement';
import { useFlowNames } from './queries';
import { CHANNELS, STATUSES } from './types';

/** The log of everything written to anybody, newest first. */
export default function MessagesPage() {
  const { t } = useTranslation('messages');
  const { page } = useShopPaths();
  const reason = useReasonText();
  const [period, setPeriod] = usePeriod();
  const [filter, setFilter] = useAddressState({ status: '', channel: '', flow: '' });
  const flows = useFlowNames();
  const list = useList<Message>('messages', { ...filter, from: period.from, to: period.to });
  const filtered = Boolean(filter.status || filter.channel || filter.flow);
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')}>
        <Button
          component={Link}
          to={page('messages/suppressions')}
          variant="default"
          leftSection={<IconBan size={17} aria-hidden />}
        >
          {t('suppressions.title')}
        </Button>
        <PeriodPicker period={period} onChange={setPeriod} />
      </PageHeader>
      <Section flush>
        <Group p="md" gap="sm">
          <Select
            aria-label={t('filter.status')}
            placeholder={t('filter.anyStatus')}
            data={STATUSES.map((value) => ({ value, label: t(`messageStatus.${value}`) }))}
            value={filter.status || null}
            onChange={(status) => setFilter({ status })}
            clearable
            style={{ flex: '1 1 10rem', maxWidth: 220 }}
          />
          <Select
            aria-label={t('filter.flow')}
            placeholder={t('filter.anyFlow')}
            data={(flows.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={filter.flow || null}
            onChange={(flow) => setFilter({ flow })}
            clearable
            searchable
            nothingFoundMessage={t('filter.noFlow')}
            style={{ flex: '1 1 12rem', maxWidth: 300 }}
          />
          <Select
            aria-label={t('filter.channel')}
            placeholder={t('filter.anyChannel')}
            data={CHANNELS.map((value) => ({ value, label: t(`channel.${value}`) }))}
            value={filter.channel || null}
            onChange={(channel) => setFilter({ channel })}
            clearable
            style={{ flex: '1 1 9rem', maxWidth: 180 }}
          />
        </Group>
        <ListTable
          label={t('title')}
          list={list}
          rowKey={(message) => message.id}
          rowLink={(message) => page(`messages/${message.id}`)}
          columns={[
            {
              key: 'subject',
              header: t('column.message'),
              cell: (message) => (
                <Stack gap={0} component="span">
                  <Text span inherit lineClamp={2}>
                    {message.subject ?? t('noSubject')}
                  </Text>
                  {message.flow && (
                    <Text span size="xs" c="dimmed" fw={400}>
                      {message.flow.name}
                    </Text>
                  )}
                </Stack>
              ),
            },
            {
              key: 'person',
              header: t('column.person'),
              clickable: true,
              cell: (message) => (
                <Anchor component={Link} to={page(`customers/${message.profile.id}`)} inherit c="inherit">
                  <PersonName person={message.profile} both />
                </Anchor>
              ),
            },
            {
              key: 'status',
              header: t('column.status'),
              cell: (message) => (
                <Stack gap={4} align="flex-start">
                  <MessageBadge status={message.status} />
                  {message.reason && (
                    <Text size="xs" c="dimmed" maw={240}>
                      {reason(message.reason)}
                    </Text>
                  )}
                </Stack>
              ),
            },
            {
              key: 'engagement',
              header: t('column.engagement'),
              from: 'sm',
              cell: (message) => (message.status === 'sent' ? <Engagement message={message} /> : NONE),
            },
            {
              key: 'at',
              header: t('column.at'),
              end: true,
              from: 'sm',
              cell: (message) => <DateTime value={message.sentAt ?? message.at} show="relative" />,
            },
          ]}
          empty={
            <EmptyState
              icon={IconMail}
              title={filtered ? t('empty.filteredTitle') : t('empty.title')}
              text={filtered ? t('empty.filtered') : t('empty.text')}
            >
              {filtered ? (
                <Button variant="default" onClick={() => setFilter({ status: '', channel: '', flow: '' })}>
                  {t('empty.clear')}
                </Button>
              ) : (
                <Button component={Link} to={page('flows')}>
                  {t('empty.toFlows')}
                </Button>
              )}
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}
