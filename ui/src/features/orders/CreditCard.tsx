import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '@/components/Section';
import type { Order } from '@/lib/api/types';
import { useShopPaths } from '@/lib/shop';

/** What led to the order: a flow's message, a campaign's, or the site by itself. */
export function CreditCard({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const { page } = useShopPaths();
  const { flow, message } = order.creditedTo ?? {};
  const flowId = typeof flow === 'string' ? flow : flow?.id;
  return (
    <Section title={t('credit')}>
      <Text size="sm">{t(`creditText.${order.source}`)}</Text>
      {flowId && (
        <Anchor component={Link} to={page(`flows/${flowId}`)} size="sm" display="block" mt="xs">
          {typeof flow === 'object' && flow ? flow.name : t('openFlow')}
        </Anchor>
      )}
      {message && (
        <Anchor component={Link} to={page(`messages/${message}`)} size="sm" display="block" mt="xs">
          {t('openMessage')}
        </Anchor>
      )}
      {!order.counted && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('notCounted')}
        </Text>
      )}
    </Section>
  );
}
