import { Alert, Button, Group, NumberInput, Progress, Select, Stack, Text } from '@mantine/core';
import { IconHistoryToggle, IconInfoCircle, IconPlayerPlay, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/EmptyState';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { Section } from '@/components/Section';
import { errorText } from '@/lib/errorText';
import { notifyFailed } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import type { Flow } from '../types';
import { DryRunResult, Reasons } from './DryRunResult';
import { useDryRun, useDryRuns, useEndDryRun, useStartDryRun } from './queries';
import type { DryResult, DryRun } from './types';

const MOST_DAYS = 365;
const MOST_PEOPLE = 100;

/** Tries the flow on the shop's own past, without touching anything. */
export function DryRunTab({ flow, unsaved }: { flow: Flow; unsaved: boolean }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const canChange = useCanChange();
  const [{ dry }, set] = useAddressState({ dry: '' });
  const [days, setDays] = useState<number | string>(30);
  const [people, setPeople] = useState<number | string>(20);
  const runs = useDryRuns(flow.id);
  const start = useStartDryRun(flow.id);
  if (runs.error) return <ErrorState error={runs.error} retry={() => void runs.refetch()} />;
  if (!runs.data) return <Loading lines={6} />;
  const running = runs.data.some(({ status }) => status === 'running');
  const shown = runs.data.find(({ id }) => id === dry) ?? runs.data[0];
  const whole = (n: number | string, least: number, most: number): n is number => typeof n === 'number' && Number.isInteger(n) && n >= least && n <= most;
  const rightDays = whole(days, 1, MOST_DAYS);
  const rightPeople = whole(people, 0, MOST_PEOPLE);
  const begin = () => {
    if (!rightDays || !rightPeople) return;
    start.mutate({ days, sample: people }, { onSuccess: (run) => set({ dry: run.id }) });
  };
  return (
    <Stack>
      <Section title={t('dry.title')} text={t('dry.text')}>
        <Stack gap="sm">
          {flow.problems.length > 0 ? (
            <Alert color="orange" icon={<IconInfoCircle size={18} />}>
              {t('dry.unfinished')}
            </Alert>
          ) : (
            unsaved && (
              <Alert color="gray" icon={<IconInfoCircle size={18} />}>
                {t('dry.unsaved')}
              </Alert>
            )
          )}
          <Group align="end" gap="sm">
            <NumberInput
              label={t('dry.days')}
              value={days}
              onChange={setDays}
              min={1}
              max={MOST_DAYS}
              allowDecimal={false}
              error={!rightDays && t('dry.between', { least: 1, most: MOST_DAYS })}
              w={180}
            />
            <NumberInput
              label={t('dry.people')}
              value={people}
              onChange={setPeople}
              min={0}
              max={MOST_PEOPLE}
              allowDecimal={false}
              error={!rightPeople && t('dry.between', { least: 0, most: MOST_PEOPLE })}
              w={180}
            />
            {canChange && (
              <Button
                leftSection={<IconPlayerPlay size={16} aria-hidden />}
                onClick={begin}
                loading={start.isPending}
                disabled={running || !rightDays || !rightPeople || flow.problems.length > 0}
              >
                {t('dry.start')}
              </Button>
            )}
            {runs.data.length > 1 && (
              <Select
                label={t('dry.earlier')}
                data={runs.data.map((run) => ({ value: run.id, label: nameOf(run) }))}
                value={shown?.id ?? null}
                onChange={(next) => set({ dry: next })}
                allowDeselect={false}
                w={280}
              />
            )}
          </Group>
          {start.error && (
            <Alert color="orange" icon={<IconInfoCircle size={18} />} role="alert">
              {errorText(start.error, t)}
            </Alert>
          )}
        </Stack>
      </Section>
      {shown ? (
        <Shown key={shown.id} flow={flow} id={shown.id} onGone={() => set({ dry: null })} />
      ) : (
        <Section>
          <EmptyState icon={IconHistoryToggle} title={t('dry.emptyTitle')} text={t('dry.empty')} />
        </Section>
      )}
    </Stack>
  );

  function nameOf(run: DryRun) {
    return t('dry.name', { at: format.dateTime(run.createdAt), days: run.days });
  }
}

function Shown({ flow, id, onGone }: { flow: Flow; id: string; onGone: () => void }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const canChange = useCanChange();
  const query = useDryRun(flow.id, id);
  const end = useEndDryRun(flow.id);
  if (query.error) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const run = query.data;
  if (!run?.result || !run.definition) return <Loading lines={8} />;
  const running = run.status === 'running';
  const over = () => end.mutate(id, { onSuccess: () => !running && onGone(), onError: (error) => notifyFailed(errorText(error, t)) });
  return (
    <Stack>
      <Section
        title={t(`dry.is.${run.status}`)}
        text={t('dry.period', { from: format.dateTime(run.from), to: format.dateTime(run.to), version: run.version })}
        actions={
          canChange && (
            <Button
              size="xs"
              variant="default"
              leftSection={running ? <IconPlayerStop size={15} aria-hidden /> : <IconTrash size={15} aria-hidden />}
              onClick={over}
              loading={end.isPending}
            >
              {t(running ? 'dry.cancel' : 'dry.remove')}
            </Button>
          )
        }
      >
        {running && <Progress value={Math.round(run.progress * 100)} aria-label={t('dry.progress')} mb="sm" />}
        {running && (
          <Text size="sm" c="dimmed" mb="xs" role="status">
            {t('dry.far', { percent: format.percent(run.progress, 0) })}
          </Text>
        )}
        {run.status === 'cancelled' && (
          <Text size="sm" c="dimmed" mb="xs">
            {t('dry.cancelled', { percent: format.percent(run.progress, 0) })}
          </Text>
        )}
        {run.status === 'failed' && (
          <Alert color="red" mb="xs">
            {t('dry.failed', { reason: run.reason ?? '' })}
          </Alert>
        )}
        <Text size="lg" fw={500} data-testid="dry-headline">
          {headline(run.result)}
        </Text>
      </Section>
      {run.result.entered === 0 && !running && <NobodyEntered result={run.result} trigger={run.definition.trigger.type} />}
      {run.result.entered > 0 && <DryRunResult flow={flow.id} run={run} result={run.result} definition={run.definition} />}
    </Stack>
  );

  function headline({ entered, messages, ordersBefore }: DryResult) {
    if (entered === 0) return t(running ? 'dry.nobodyYet' : 'dry.nobody');
    const said = [t('dry.begun', { count: entered, n: format.number(entered) }), t('dry.wouldSend', { count: messages, n: format.number(messages) })];
    if (ordersBefore > 0) said.push(t('dry.before', { count: ordersBefore, n: format.number(ordersBefore) }));
    return said.join(' ');
  }
}

/** What may be the reason, and who was at the door. */
function NobodyEntered({ result, trigger }: { result: DryResult; trigger: string }) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Section>
        <Text size="sm">{t('dry.nobodyText')}</Text>
        {(trigger === 'back-in-stock' || trigger === 'price-drop') && (
          <Text size="sm" mt="xs">
            {t('dry.note.products')}
          </Text>
        )}
        {(trigger === 'segment-entered' || trigger === 'segment-left') && (
          <Text size="sm" mt="xs">
            {t('dry.note.segment-since')}
          </Text>
        )}
      </Section>
      <Reasons result={result} />
    </>
  );
}
