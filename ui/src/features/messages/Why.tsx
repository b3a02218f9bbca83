import { Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { useReasonText } from '@/lib/reasons';
import { useWhy } from './queries';
import type { MessageDetail } from './types';

/** The decisions that led to this message being sent, held or skipped. */
export function Why({ message }: { message: MessageDetail }) {
  const { t } = useTranslation('messages');
  const reason = useReasonText();
  const query = useWhy(message);
  return (
    <Section title={t('why.title')} text={t('why.text')}>
      {query.error ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : !query.data ? (
        <Loading lines={3} />
      ) : query.data.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('why.empty')}
        </Text>
      ) : (
        <Timeline bulletSize={12} lineWidth={2} active={query.data.length}>
          {query.data.map((decision) => (
            <Timeline.Item
              key={decision.id}
              color={decision.message === message.id ? 'accent' : 'gray'}
              title={
                <Text size="sm" fw={500}>
                  {t(`common:outcome.${decision.outcome}`, { defaultValue: decision.outcome })}
                </Text>
              }
            >
              <Text size="sm">{reason(decision.reason, decision.detail, decision.outcome)}</Text>
              <Text size="xs" c="dimmed">
                <DateTime value={decision.at} />
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      )}
    </Section>
  );
}
