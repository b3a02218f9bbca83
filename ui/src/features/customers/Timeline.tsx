import { Box, Button, Center, Stack, Text, ThemeIcon, Group } from '@mantine/core';
import {
  type Icon,
  IconBolt,
  IconEye,
  IconFilter,
  IconHeart,
  IconMail,
  IconMailOpened,
  IconPointer,
  IconReceipt,
  IconReceiptRefund,
  IconSearch,
  IconShieldCheck,
  IconShoppingCart,
  IconShoppingCartOff,
  IconTimeline,
  IconUser,
  IconBulb,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import type { TimelineEntry } from '@/lib/api/types';
import { useReasonText } from '@/lib/reasons';
import { useList } from '@/lib/useList';
import { summaryOf } from './summary';

const ICONS: Record<string, Icon> = {
  'Page Viewed': IconEye,
  'Product Viewed': IconEye,
  'Product List Viewed': IconEye,
  'Products Searched': IconSearch,
  'Product Added': IconShoppingCart,
  'Product Removed': IconShoppingCart,
  'Cart Viewed': IconShoppingCart,
  'Cart Updated': IconShoppingCart,
  'Checkout Started': IconShoppingCart,
  'Cart Abandoned': IconShoppingCartOff,
  'Cart Recovered': IconShoppingCart,
  'Order Completed': IconReceipt,
  'Order Refunded': IconReceiptRefund,
  'Product Added to Wishlist': IconHeart,
  'Consent Changed': IconShieldCheck,
  'Segment Entered': IconFilter,
  'Segment Left': IconFilter,
  'Message Sent': IconMail,
  'Message Opened': IconMailOpened,
  'Message Clicked': IconPointer,
  Identified: IconUser,
};

const iconOf = ({ kind, name }: TimelineEntry): Icon =>
  ICONS[name] ?? (kind === 'decision' ? IconBulb : kind === 'message' ? IconMail : IconBolt);

/** Everything that happened, newest first. */
export function Timeline({ profile }: { profile: string }) {
  const { t, i18n } = useTranslation('customers');
  const list = useList<TimelineEntry>(`profiles/${profile}/timeline`);
  const reasonText = useReasonText();
  if (list.error) return <ErrorState error={list.error} retry={() => void list.refetch()} />;
  if (!list.items) return <Loading />;
  if (list.items.length === 0) return <EmptyState icon={IconTimeline} title={t('noTimeline')} text={t('noTimelineText')} />;
  const nameOf = (entry: TimelineEntry) => {
    // of a decision the name is its outcome and the source its reason; of a message, its subject and its state
    if (entry.kind === 'decision') {
      const outcome = t(`common:outcome.${entry.name}`, { defaultValue: entry.name });
      return `${outcome}: ${reasonText(entry.source ?? '', entry.properties, entry.name)}`;
    }
    if (entry.kind === 'message') {
      return `${entry.name || t('noSubject')} (${t(`common:messageStatus.${entry.source}`, { defaultValue: entry.source })})`;
    }
    const key = `event.${entry.name}`;
    return i18n.exists(`customers:${key}`) ? t(key) : entry.name;
  };
  const consentOf = ({ name, properties: { channel, state } }: TimelineEntry) =>
    name === 'Consent Changed'
      ? `${t(`common:channel.${String(channel)}`)}: ${t(`consentState.${String(state)}`)}`
      : '';
  return (
    <Box p="md">
      <Stack component="ol" gap={0} m={0} p={0} style={{ listStyle: 'none' }}>
        {list.items.map((entry) => {
          const Sign = iconOf(entry);
          const summary = entry.kind === 'event' ? consentOf(entry) || summaryOf(entry) : '';
          return (
            <Group component="li" key={`${entry.kind} ${entry.id}`} gap="md" wrap="nowrap" align="flex-start" py={8}>
              <ThemeIcon variant="light" color={entry.kind === 'event' ? 'gray' : 'accent'} radius="xl" size={30}>
                <Sign size={16} stroke={1.7} aria-hidden />
              </ThemeIcon>
              <Box style={{ flex: 1 }} miw={0}>
                <Text size="sm" fw={500}>
                  {nameOf(entry)}
                </Text>
                {summary && (
                  <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {summary}
                  </Text>
                )}
              </Box>
              <DateTime value={entry.at} size="xs" c="dimmed" pt={3} />
            </Group>
          );
        })}
      </Stack>
      {list.hasNextPage && (
        <Center pt="md">
          <Button variant="default" size="xs" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:list.more')}
          </Button>
        </Center>
      )}
    </Box>
  );
}
