import { Box, List, SegmentedControl, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '@/components/Section';
import { useReasonText } from '@/lib/reasons';
import { useFormat } from '@/lib/useFormat';
import { FlowCanvas } from '../canvas/FlowCanvas';
import { TRIGGER, type Definition } from '../graph/definition';
import { wayId } from '../graph/numbers';
import { Speaker } from '../speaker';
import { StepList } from '../StepList';
import type { StepNumbers } from '../types';
import { useFlowWords } from '../useFlowWords';
import classes from './DryRun.module.css';
import { DryDays } from './DryDays';
import { DryOthers } from './DryOthers';
import { DryPeople } from './DryPeople';
import type { DryResult, DryRun } from './types';

const NOBODY: ReadonlySet<string> = new Set();
const NOTHING = new Set<string>();

/** What a dry run found out: on the picture, by day, by reason, and of some people in full. */
export function DryRunResult({ flow, run, result, definition }: { flow: string; run: DryRun; result: DryResult; definition: Definition }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useFlowWords(definition);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [view, setView] = useState<string>(phone ? 'list' : 'picture');
  const [opened, setOpened] = useState<string | null>(null);
  const steps = useMemo(() => numbersOf(result), [result]);
  const ways = useMemo(() => waysOf(result), [result]);
  const figures = {
    people: {
      entered: result.entered,
      ended: result.ended,
      stopped: result.stopped,
      ...(result.heldOut > 0 && { heldOut: result.heldOut }),
      waiting: result.waiting,
    },
    messages: { messages: result.messages, skipped: result.skipped, held: result.held },
    orders: { ordersBefore: result.ordersBefore, ordersAfter: result.ordersAfter },
  };
  return (
    <Speaker.Provider value={speaker}>
      <Section title={t('dry.numbers')}>
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg" verticalSpacing="lg">
          {Object.entries(figures).map(([group, of]) => (
            <Box key={group}>
              <Text size="sm" fw={600} mb="xs">
                {t(`dry.group.${group}`)}
              </Text>
              <dl className={classes.figures}>
                {Object.entries(of).map(([key, n]) => (
                  <div key={key}>
                    <Text size="sm" c="dimmed" component="dt">
                      {t(`dry.figure.${key}`)}
                    </Text>
                    <Text fw={600} component="dd" m={0}>
                      {format.number(n)}
                    </Text>
                  </div>
                ))}
              </dl>
            </Box>
          ))}
        </SimpleGrid>
      </Section>
      <Section
        title={t('dry.steps')}
        flush
        actions={
          <SegmentedControl
            size="xs"
            aria-label={t('view.label')}
            value={view}
            onChange={setView}
            data={(['list', 'picture'] as const).map((each) => ({ value: each, label: t(`view.${each}`) }))}
          />
        }
      >
        {view === 'list' ? (
          <StepList definition={definition} numbers={steps} problems={NOTHING} selected={opened} onSelect={setOpened} />
        ) : (
          <div className={classes.picture}>
            <FlowCanvas
              definition={definition}
              numbers={steps}
              ways={ways}
              entered={result.entered}
              problems={NOTHING}
              opened={opened}
              onOpen={setOpened}
              selection={NOBODY}
              onSelect={() => undefined}
              goTo={null}
              trail={null}
              clip={null}
              acts={null}
            />
          </div>
        )}
      </Section>
      <DryDays days={result.days} messages={result.messages} name={(step) => speaker.name(step)} flowName={(id) => speaker.flowName(id)} />
      <DryOthers others={result.others} />
      <Reasons result={result} />
      <DryPeople flow={flow} run={run} others={result.others.length > 0} />
      {result.notes.length > 0 && (
        <Section title={t('dry.notesTitle')} text={t('dry.notesText')}>
          <List size="sm" spacing={4}>
            {result.notes.map((note) => (
              <List.Item key={note}>{t(`dry.note.${note}`, { defaultValue: note })}</List.Item>
            ))}
          </List>
        </Section>
      )}
    </Speaker.Provider>
  );
}

/** Why messages would not have gone out or would have waited, and why runs would have ended early. */
export function Reasons({ result }: { result: DryResult }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const reason = useReasonText();
  const kinds = (['skips', 'holds', 'stops', 'refused'] as const).filter((kind) => Object.keys(result[kind]).length > 0);
  if (kinds.length === 0) return null;
  return (
    <Section title={t('dry.reasons')}>
      <Stack gap="lg">
        {kinds.map((kind) => (
          <Table key={kind} layout="fixed" captionSide="top">
            <Table.Caption ta="start" fw={600} mt={0} mb={4}>
              {t(`dry.why.${kind}`)}
            </Table.Caption>
            <Table.Tbody>
              {Object.entries(result[kind])
                .sort(([, one], [, other]) => other - one)
                .map(([code, n]) => (
                  <Table.Tr key={code}>
                    <Table.Td>{kind === 'refused' ? t(`dry.refused.${code}`) : reason(code)}</Table.Td>
                    <Table.Td w={90} ta="end">
                      {format.number(n)}
                    </Table.Td>
                  </Table.Tr>
                ))}
            </Table.Tbody>
          </Table>
        ))}
      </Stack>
    </Section>
  );
}

/** As the picture has them for live flows. */
function numbersOf({ steps }: DryResult): Record<string, StepNumbers | undefined> {
  return Object.fromEntries(
    Object.entries(steps).map(([id, step]) => [
      id,
      step && { entered: step.entered, waiting: step.waiting, sent: step.sent, skipped: step.skipped, held: step.held, opened: 0, clicked: 0, converted: 0, revenue: 0 },
    ]),
  );
}

/** The server names ways by their place in the definition, `cases[0].next`; the picture by their slot, `case-0`. */
function waysOf({ edges }: DryResult): Map<string, number> {
  const found = new Map<string, number>();
  for (const [from, ways] of Object.entries(edges))
    for (const [way, n] of Object.entries(ways ?? {})) {
      const slot = way.replace(/^cases\[(\d+)\]\.next$/, 'case-$1').replace(/^ways\[(\d+)\]\.next$/, 'way-$1');
      found.set(wayId({ from: from === '' ? TRIGGER : from, slot }), n);
    }
  return found;
}
