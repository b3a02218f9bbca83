import { Anchor, Code, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { IconHistory } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable } from '@/components/DataTable';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import type { AuditEntry, Page } from '@/lib/api/types';
import { useMe } from '@/lib/session';

/** Who changed what, newest first. */
export default function AuditPage() {
  const { t, i18n } = useTranslation('settings');
  const { shops } = useMe();
  const list = useInfiniteQuery({
    queryKey: ['audit'],
    queryFn: ({ pageParam, signal }) => api.get<Page<AuditEntry>>('/api/audit', { cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
  const wordFor = (action: string) => {
    const key = `action.${action.replaceAll('.', ' ')}`;
    return i18n.exists(`settings:${key}`) ? t(key) : action;
  };
  return (
    <Section title={t('audit.title')} text={t('audit.text')} flush>
      <DataTable
        label={t('audit.title')}
        rows={list.data?.pages.flatMap(({ items }) => items)}
        error={list.error}
        retry={() => void list.refetch()}
        rowKey={({ id }) => id}
        hasMore={list.hasNextPage}
        loadMore={() => void list.fetchNextPage()}
        loadingMore={list.isFetchingNextPage}
        empty={<EmptyState icon={IconHistory} title={t('audit.emptyTitle')} text={t('audit.emptyText')} />}
        columns={[
          {
            key: 'action',
            header: t('audit.action'),
            cell: ({ action, detail, shop }) => (
              <>
                <Text size="sm" fw={500}>
                  {wordFor(action)}
                </Text>
                {action === 'customer.erased' && shop != null ? (
                  <Anchor component={Link} to={`/shops/${shop}/customers/${String(detail.receipt)}`} size="sm">
                    {t('audit.receipt')}
                  </Anchor>
                ) : (
                  Object.keys(detail).length > 0 && <Code>{JSON.stringify(detail)}</Code>
                )}
              </>
            ),
          },
          { key: 'user', header: t('audit.user'), cell: ({ user }) => user ?? t('audit.key') },
          {
            key: 'shop',
            header: t('audit.shop'),
            from: 'lg',
            cell: ({ shop }) => (shop == null ? '–' : (shops.find(({ id }) => id === shop)?.name ?? shop)),
          },
          { key: 'at', header: t('audit.at'), from: 'sm', cell: ({ at }) => <DateTime value={at} /> },
        ]}
      />
    </Section>
  );
}
