import { Alert, Anchor, Box, Button, Drawer, Group, SegmentedControl, Text } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconHistory, IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PeriodPicker } from '@/components/PeriodPicker';
import { Section } from '@/components/Section';
import { usePeriod } from '@/lib/period';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { FlowCanvas } from './canvas/FlowCanvas';
import { Tools } from './canvas/Tools';
import classes from './FlowPage.module.css';
import { TRIGGER } from './graph/definition';
import { StepPanel } from './panel/StepPanel';
import { useFlowNumbers } from './queries';
import { Speaker } from './speaker';
import { StepList } from './StepList';
import { TryPanel } from './try/TryPanel';
import { useTry } from './try/useTry';
import type { Flow } from './types';
import { useActs } from './useActs';
import { useClip } from './useClip';
import type { FlowDraft } from './useFlowDraft';
import { useFlowWords } from './useFlowWords';

const NOBODY: ReadonlySet<string> = new Set();

/** The picture, and beside it the step that is being edited. */
export function FlowEditor({ flow, draft }: { flow: Flow; draft: FlowDraft }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const [period, setPeriod] = usePeriod();
  const [{ at, view }, setAt] = useAddressState({ at: '', view: '' });
  const wide = useMediaQuery('(min-width: 68em)', true, { getInitialValueInEffect: false });
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const started = flow.liveSince !== null;
  const numbers = useFlowNumbers(flow.id, { from: period.from, to: period.to });
  const { definition, problems } = draft;
  const speaker = useFlowWords(definition);
  const opened = at === TRIGGER || definition.steps[at] ? at : null;
  const [selection, setSelection] = useState(NOBODY);
  const [goTo, setGoTo] = useState<{ id: string; focus?: boolean } | null>(opened ? { id: opened } : null);
  const trial = useTry(definition);
  const open = useCallback((id: string | null) => setAt({ at: id }), [setAt]);
  const clip = useClip();
  const made = useCallback(
    (id: string) => {
      open(id);
      setGoTo({ id });
    },
    [open],
  );
  const acts = useActs({ draft, clip, onMade: made });
  const marked = useMemo(() => new Set(problems.map(({ step }) => step)), [problems]);
  useHotkeys([
    ['mod+Z', draft.undo],
    ['mod+shift+Z', draft.redo],
    ['mod+Y', draft.redo],
  ]);
  const n = numbers.data;
  const steps = useMemo(() => (started ? (n?.steps ?? {}) : null), [started, n]);
  // who waits at a step of an older version stands nowhere in the picture
  const former = Object.entries(n?.steps ?? {}).reduce((sum, [id, step]) => (id in flow.definition.steps ? sum : sum + (step?.waiting ?? 0)), 0);
  const show = (id: string) => {
    open(id);
    setGoTo({ id });
  };
  const tryOut = (begin: boolean) => {
    trial.setOpen(begin);
    // the panel takes room from the picture: where the person comes in must be seen
    if (begin) setGoTo({ id: TRIGGER });
  };
  const close = () => {
    if (opened) setGoTo({ id: opened, focus: true });
    open(null);
  };
  const panel =
    trial.open && trial.walk ? (
      <TryPanel
        flow={flow.id}
        unsaved={draft.dirty}
        walk={trial.walk}
        entered={trial.entered}
        onEntered={trial.setEntered}
        answers={trial.answers}
        onAnswers={trial.setAnswers}
        person={trial.person}
        onPerson={trial.setPerson}
        onGo={(id) => setGoTo({ id })}
        onClose={() => trial.setOpen(false)}
      />
    ) : (
      opened && <StepPanel key={opened} id={opened} flow={flow} draft={draft} acts={acts} problems={problems} numbers={n?.steps[opened]} onClose={close} />
    );
  const listed = phone && view !== 'picture';
  return (
    <Speaker.Provider value={speaker}>
      {draft.resumed && (
        <Alert color={draft.resumed.outdated ? 'orange' : 'accent'} mb="md" icon={<IconHistory size={18} />}>
          <Group justify="space-between" gap="xs">
            <Text size="sm">{t(draft.resumed.outdated ? 'kept.outdated' : 'kept.text', { at: format.dateTime(draft.resumed.at) })}</Text>
            <Button size="xs" variant="default" onClick={draft.discard}>
              {t('kept.drop')}
            </Button>
          </Group>
        </Alert>
      )}
      <Section flush>
        <Box px="md" py="sm" style={{ borderBottom: '1px solid var(--ritorno-line)' }}>
          <Text size="sm" lineClamp={3} title={speaker.sentence()} data-testid="flow-sentence">
            {speaker.sentence()}
          </Text>
        </Box>
        <Group justify="space-between" px="md" py="sm" style={{ borderBottom: '1px solid var(--ritorno-line)' }}>
          {started ? (
            <>
              <div className={classes.facts}>
                <Number label={t('number.entered')} value={format.number(n?.entered)} />
                <Number label={t('number.waiting')} value={format.number(n?.waiting)} note={former > 0 && <Anchor component={Link} to="?tab=versions">{t('number.former', { count: former, n: format.number(former) })}</Anchor>} />
                <Number label={t('number.sent')} value={format.number(n?.sent)} />
                <Number label={t('number.stopped')} value={format.number(n?.stopped)} />
                <Number label={t('number.converted')} value={format.number(n?.converted)} />
                <Number label={t('number.revenue')} value={format.money(n?.revenue)} />
              </div>
              <PeriodPicker period={period} onChange={setPeriod} />
            </>
          ) : (
            <Alert variant="transparent" color="gray" p={0} icon={<IconInfoCircle size={18} />}>
              {t('draftHint')}
            </Alert>
          )}
        </Group>
        {phone && (
          <Box p="xs">
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label={t('view.label')}
              value={listed ? 'list' : 'picture'}
              onChange={(next) => setAt({ view: next === 'picture' ? next : null })}
              data={(['list', 'picture'] as const).map((each) => ({ value: each, label: t(`view.${each}`) }))}
            />
          </Box>
        )}
        {listed ? (
          <StepList definition={definition} numbers={steps} problems={marked} selected={opened} onSelect={open} />
        ) : (
          <div className={classes.work}>
            <div className={classes.picture}>
              <FlowCanvas
                key={wide ? 'wide' : 'narrow'}
                definition={definition}
                numbers={steps}
                entered={started ? (n?.entered ?? null) : null}
                problems={marked}
                opened={opened}
                onOpen={open}
                selection={selection}
                onSelect={setSelection}
                goTo={goTo}
                trail={trial.trail}
                clip={clip}
                acts={phone ? null : acts}
              >
                <Tools draft={draft} onGo={show} onTry={() => tryOut(!trial.open)} trying={trial.open} />
              </FlowCanvas>
            </div>
            {wide && panel && (
              <aside className={classes.panel} aria-label={t(trial.open ? 'try.title' : 'panel')}>
                {panel}
              </aside>
            )}
          </div>
        )}
        {!wide && panel && (
          <Drawer opened onClose={() => (trial.open ? trial.setOpen(false) : open(null))} position="bottom" size="85%" withCloseButton={false} padding={0} aria-label={t('panel')}>
            {panel}
          </Drawer>
        )}
      </Section>
    </Speaker.Provider>
  );
}

function Number({ label, value, note }: { label: string; value: ReactNode; note?: ReactNode }) {
  return (
    <Box>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value}</Text>
      {note && <Text size="xs">{note}</Text>}
    </Box>
  );
}
