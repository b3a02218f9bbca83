import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { withParams } from '@/lib/api/client';
import type { Overview } from '@/lib/api/types';
import type { Period } from '@/lib/period';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { periodParams } from './rows';
import { ShareBar } from './ShareBar';

/** What was sent and what people did with it; machines are counted apart. */
export function MessageNumbers({ overview, period }: { overview: Overview | undefined; period: Period }) {
  const { t } = useTranslation('overview');
  const { page } = useShopPaths();
  const format = useFormat();
  if (!overview) {
    return (
      <Section title={t('messages')} flush>
        <Loading lines={3} />
      </Section>
    );
  }
  const { sent, opened, clicked, machineOpened } = overview.messages;
  const share = (part: number) => (sent ? part / sent : 0);
  const to = withParams(page('messages'), { ...periodParams(period), status: 'sent' });
  return (
    <Section title={t('messages')} flush>
      <div style={{ paddingBottom: 8 }}>
        <ShareBar label={t('sent')} value={format.number(sent)} share={sent ? 1 : 0} to={to} />
        <ShareBar label={t('opened')} value={format.number(opened)} note={format.percent(share(opened))} share={share(opened)} to={to} />
        <ShareBar label={t('clicked')} value={format.number(clicked)} note={format.percent(share(clicked))} share={share(clicked)} to={to} />
        {machineOpened > 0 && (
          <Text size="xs" c="dimmed" px="md" pb={4}>
            {t('machines', { count: machineOpened, n: format.number(machineOpened) })}
          </Text>
        )}
      </div>
    </Section>
  );
}
