import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { Section } from '@/components/Section';
import { api } from '@/lib/api/client';
import type { FailedEvent } from '@/lib/api/types';
import { notifyDone } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useList } from '@/lib/useList';

/** What could not be applied, with its reason: nothing that was accepted is lost. */
export default function FailedEventsPage() {
  const { t } = useTranslation('settings');
  const { url, key } = useShopPaths();
  const client = useQueryClient();
  const canChange = useCanChange();
  const list = useList<FailedEvent>('failed-events');
  const [unwanted, setUnwanted] = useState<string>();
  const refresh = () => client.invalidateQueries({ queryKey: key('failed-events') });
  const retry = useMutation({
    mutationFn: (id?: string) => api.post<unknown>(url(id ? `failed-events/${id}/retry` : 'failed-events/retry')),
    onSuccess: async () => {
      notifyDone(t('failed.retried'));
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (id: string) => api.delete(url(`failed-events/${id}`)),
    onSuccess: async () => {
      setUnwanted(undefined);
      notifyDone(t('failed.deleted'));
      await refresh();
    },
  });
  return (
    <Section
      title={t('failed.title')}
      text={t('failed.text')}
      flush
      actions={
        canChange &&
        (list.items?.length ?? 0) > 0 && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={15} aria-hidden />}
            loading={retry.isPending}
            onClick={() => retry.mutate(undefined)}
          >
            {t('failed.retryAll')}
          </Button>
        )
      }
    >
      <ListTable
        label={t('failed.title')}
        list={list}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconCircleCheck} title={t('failed.emptyTitle')} text={t('failed.emptyText')} />}
        columns={[
          {
            key: 'reason',
            header: t('failed.reason'),
            clickable: true,
            cell: ({ reason, payload }) => (
              <Stack gap={4}>
                <Text size="sm" fw={500}>
                  {reason}
                </Text>
                <details>
                  <summary>
                    <Text span size="xs" c="dimmed">
                      {t('failed.payload')}
                    </Text>
                  </summary>
                  {/* scrollable regions must be reachable by keyboard */}
                  { }
                  <Code block mah={240} tabIndex={0} style={{ overflow: 'auto' }}>
                    {payload}
                  </Code>
                </details>
              </Stack>
            ),
          },
          { key: 'source', header: t('failed.source'), from: 'sm', cell: ({ source }) => source },
          { key: 'at', header: t('failed.at'), from: 'sm', cell: ({ at }) => <DateTime value={at} /> },
          ...(canChange
            ? [
                {
                  key: 'acts',
                  end: true,
                  clickable: true,
                  cell: ({ id }: FailedEvent) => (
                    <Group gap={6} justify="flex-end">
                      <Button size="compact-xs" variant="default" onClick={() => retry.mutate(id)}>
                        {t('common:action.retry')}
                      </Button>
                      <Button size="compact-xs" variant="subtle" color="red" onClick={() => setUnwanted(id)}>
                        {t('common:action.delete')}
                      </Button>
                    </Group>
                  ),
                },
              ]
            : []),
        ]}
      />
      <ConfirmWithName
        opened={unwanted !== undefined}
        onClose={() => setUnwanted(undefined)}
        title={t('failed.deleteTitle')}
        text={t('failed.deleteText')}
        action={t('common:action.delete')}
        busy={remove.isPending}
        onConfirm={() => unwanted && remove.mutate(unwanted)}
      />
    </Section>
  );
}
