import { Alert, Box, Drawer, Group, Text } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconInfoCircle } from '@tabler/icons-react';
import { useCallback, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PeriodPicker } from '@/components/PeriodPicker';
import { Section } from '@/components/Section';
import { usePeriod } from '@/lib/period';
import { useAddressState } from '@/lib/useAddressState';
import { useFormat } from '@/lib/useFormat';
import { TRIGGER, insertStep, type Slot, type StepType } from './definition';
import { FlowCanvas } from './FlowCanvas';
import classes from './FlowPage.module.css';
import { useFlowNumbers } from './queries';
import { StepPanel } from './StepPanel';
import type { Flow } from './types';
import type { FlowDraft } from './useFlowDraft';

/** The picture, and beside it the step that is being edited. */
export function FlowEditor({ flow, draft }: { flow: Flow; draft: FlowDraft }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const [period, setPeriod] = usePeriod();
  const [{ at }, setAt] = useAddressState({ at: '' });
  const wide = useMediaQuery('(min-width: 68em)', true, { getInitialValueInEffect: false });
  const started = flow.liveSince !== null;
  const numbers = useFlowNumbers(flow.id, { from: period.from, to: period.to });
  const selected = at === TRIGGER || draft.definition.steps[at] ? at : null;
  const select = useCallback((id: string | null) => setAt({ at: id }), [setAt]);
  const { set, definition } = draft;
  const insert = useCallback(
    (way: { from: string; slot: Slot }, type: Exclude<StepType, 'end'>) => {
      const made = insertStep(definition, way, type);
      set(made.definition);
      select(made.id);
    },
    [definition, set, select],
  );
  const problems = useMemo(
    () => new Set([...draft.own.map(({ step }) => step), ...draft.told.flatMap(({ step }) => (step ? [step] : []))]),
    [draft.own, draft.told],
  );
  useHotkeys([
    ['mod+Z', draft.undo],
    ['mod+shift+Z', draft.redo],
    ['Escape', () => select(null)],
  ]);
  const n = numbers.data;
  const panel = selected && <StepPanel key={selected} id={selected} flow={flow} draft={draft} numbers={n?.steps[selected]} onClose={() => select(null)} />;
  return (
    <Section flush>
      <Group justify="space-between" px="md" py="sm" style={{ borderBottom: '1px solid var(--ritorno-line)' }}>
        {started ? (
          <>
            <div className={classes.facts}>
              <Number label={t('number.entered')} value={format.number(n?.entered)} />
              <Number label={t('number.waiting')} value={format.number(n?.waiting)} />
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
      <div className={classes.work}>
        <div className={classes.picture}>
          <FlowCanvas
            key={wide ? 'wide' : 'narrow'}
            definition={draft.definition}
            numbers={started ? (n?.steps ?? {}) : null}
            entered={started ? (n?.entered ?? null) : null}
            problems={problems}
            selected={selected}
            onSelect={select}
            onInsert={draft.readOnly ? undefined : insert}
          />
        </div>
        {wide
          ? panel && (
              <aside className={classes.panel} aria-label={t('panel')}>
                {panel}
              </aside>
            )
          : selected && (
              <Drawer opened onClose={() => select(null)} position="bottom" size="85%" withCloseButton={false} padding={0} aria-label={t('panel')}>
                {panel}
              </Drawer>
            )}
      </div>
    </Section>
  );
}

function Number({ label, value }: { label: string; value: ReactNode }) {
  return (
    <Box>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text fw={600}>{value}</Text>
    </Box>
  );
}
