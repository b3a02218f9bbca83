import { Box, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconRefresh, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateTime } from '@/components/DateTime';
import { EmptyState } from '@/components/EmptyState';
import { ListTable } from '@/components/ListTable';
import { PersonLink } from '@/components/PersonLink';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useReasonText } from '@/lib/reasons';
import { useCanChange } from '@/lib/session';
import { useAddressState } from '@/lib/useAddressState';
import { useList } from '@/lib/useList';
import { AddPeople } from './AddPeople';
import { reachable } from './graph/definition';
import { useRetryRun } from './queries';
import { RunWhy } from './RunWhy';
import type { Flow, Run, RunStatus } from './types';
import { useFlowWords } from './useFlowWords';

const TONES: Record<RunStatus, Tone> = { running: 'info', paused: 'warn', parked: 'bad', done: 'good', stopped: 'quiet' };

/** Who is, or was, where in the flow. */
export function RunsTab({ flow }: { flow: Flow }) {
  const { t } = useTranslation('flows');
  const canChange = useCanChange();
  const [{ status, step }, set] = useAddressState({ status: '', step: '' });
  const list = useList<Run>(`flows/${flow.id}/runs`, { status, step });
  const retry = useRetryRun(flow.id);
  const speaker = useFlowWords(flow.definition);
  const stepName = (id: string) => speaker.name(id);
  const reason = useReasonText();
  const [asked, setAsked] = useState<Run | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Group p="md" gap="sm">
        <Select
          aria-label={t('run.status')}
          placeholder={t('run.anyStatus')}
          data={(['waiting', 'parked', 'done', 'stopped'] as const).map((value) => ({ value, label: t(`run.filter.${value}`) }))}
          value={status || null}
          onChange={(next) => set({ status: next })}
          clearable
          style={{ flex: '1 1 10rem', maxWidth: 240 }}
        />
        <Select
          aria-label={t('run.step')}
          placeholder={t('run.anyStep')}
          data={reachable(flow.definition).map((value) => ({ value, label: stepName(value) }))}
          value={step || null}
          onChange={(next) => set({ step: next })}
          clearable
          style={{ flex: '1 1 12rem', maxWidth: 300 }}
        />
        {canChange && flow.status === 'live' && (
          <Button variant="default" leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)} ms="auto">
            {t('add.open')}
          </Button>
        )}
      </Group>
      <ListTable
        label={t('tab.people')}
        list={list}
        rowKey={(run) => run.id}
        columns={[
          { key: 'person', header: t('run.person'), cell: (run) => <Box miw={96} style={{ overflowWrap: 'anywhere' }}><PersonLink person={run.profile} /></Box> },
          {
            key: 'status',
            header: t('run.status'),
            from: 'sm',
            cell: (run) => (
              <Stack gap={4} align="flex-start">
                <StatusBadge tone={TONES[run.status]}>{t(`run.is.${run.status}`)}</StatusBadge>
                {run.reason && (
                  <Text size="xs" c="dimmed" maw={320}>
                    {reason(run.reason)}
                  </Text>
                )}
              </Stack>
            ),
          },
          { key: 'step', header: t('run.step'), cell: (run) => stepName(run.step) },
          { key: 'entered', header: t('run.entered'), from: 'sm', cell: (run) => <DateTime value={run.enteredAt} show="relative" /> },
          {
            key: 'next',
            header: t('run.next'),
            from: 'sm',
            cell: (run) => <DateTime value={run.endedAt ? null : run.wakeAt} show="dateTime" />,
          },
          { key: 'version', header: t('run.version'), end: true, from: 'lg', cell: (run) => run.version },
          {
            key: 'acts',
            end: true,
            clickable: true,
            cell: (run) => (
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button variant="subtle" size="xs" onClick={() => setAsked(run)}>
                  {t('run.why')}
                </Button>
                {run.status === 'parked' && canChange && (
                  <Button
                    variant="default"
                    size="xs"
                    leftSection={<IconRefresh size={14} aria-hidden />}
                    loading={retry.isPending && retry.variables === run.id}
                    onClick={() =>
                      retry.mutate(run.id, {
                        onSuccess: () => notifyDone(t('run.retried')),
                        onError: (error) => notifyFailed(errorText(error, t)),
                      })
                    }
                  >
                    {t('run.retry')}
                  </Button>
                )}
              </Group>
            ),
          },
        ]}
        empty={<EmptyState icon={IconUsers} title={t('run.emptyTitle')} text={t(status || step ? 'run.emptyFiltered' : flow.status === 'live' ? 'run.emptyLive' : 'run.empty')} />}
      />
      {adding && <AddPeople flow={flow} onClose={() => setAdding(false)} />}
      {asked && <RunWhy flow={flow.id} run={asked} stepName={stepName} onClose={() => setAsked(null)} />}
    </>
  );
}
