import { ActionIcon, Button, Group, Kbd, Paper, Popover, ScrollArea, Select, Stack, Table, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconArrowBackUp, IconArrowForwardUp, IconKeyboard, IconLayoutDistributeVertical, IconSearch, IconWalk } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plain } from '@/lib/plain';
import { TRIGGER, reachable, type Definition } from '../graph/definition';
import { tidied } from '../graph/edit';
import type { Problem } from '../graph/problems';
import { useSpeaker } from '../speaker';
import type { FlowDraft } from '../useFlowDraft';
import { useProblemText } from '../useProblemText';
import classes from './Tools.module.css';

interface Props {
  draft: FlowDraft;
  onGo: (id: string) => void;
  onTry: () => void;
  trying: boolean;
}

const KEYS: { keys: string[]; what: string }[] = [
  { keys: ['↑', '↓', '←', '→'], what: 'walk' },
  { keys: ['Enter'], what: 'open' },
  { keys: ['+'], what: 'add' },
  { keys: ['Delete'], what: 'remove' },
  { keys: ['Ctrl', 'Z'], what: 'undo' },
  { keys: ['Ctrl', '⇧', 'Z'], what: 'redo' },
  { keys: ['Ctrl', 'C'], what: 'copy' },
  { keys: ['Ctrl', 'X'], what: 'cut' },
  { keys: ['Ctrl', 'V'], what: 'paste' },
  { keys: ['Ctrl', 'D'], what: 'duplicate' },
  { keys: ['⇧', '↓'], what: 'select' },
  { keys: ['Esc'], what: 'close' },
];

/** What concerns the picture as a whole, laid over it. */
export function Tools({ draft, onGo, onTry, trying }: Props) {
  const { t } = useTranslation('flows');
  const { definition, set, readOnly, problems } = draft;
  const tidy = !Object.values(definition.steps).some((step) => step.ui);
  return (
    <Group className={classes.tools} gap="xs" justify="space-between" wrap="nowrap">
      <Paper className={classes.sheet}>
        {!readOnly && (
          <>
            <Tool label={t('undo')} disabled={!draft.canUndo} onClick={draft.undo}>
              <IconArrowBackUp size={18} />
            </Tool>
            <Tool label={t('redo')} disabled={!draft.canRedo} onClick={draft.redo}>
              <IconArrowForwardUp size={18} />
            </Tool>
            <Tool label={t('tidy')} disabled={tidy} onClick={() => set(tidied)}>
              <IconLayoutDistributeVertical size={18} />
            </Tool>
          </>
        )}
        <Find definition={definition} onGo={onGo} />
        <Keys />
      </Paper>
      <Group gap="xs" wrap="nowrap">
        {problems.length > 0 && <ProblemList problems={problems} onGo={onGo} />}
        <Button variant={trying ? 'filled' : 'default'} size="xs" leftSection={<IconWalk size={16} aria-hidden />} aria-pressed={trying} onClick={onTry}>
          {t('try.action')}
        </Button>
      </Group>
    </Group>
  );
}

function Tool({ label, disabled, onClick, children }: { label: string; disabled?: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={label}>
      <ActionIcon size={30} aria-label={label} disabled={disabled} onClick={onClick}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function Find({ definition, onGo }: { definition: Definition; onGo: (id: string) => void }) {
  const { t } = useTranslation('flows');
  const speaker = useSpeaker();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" width={320} trapFocus>
      <Popover.Target>
        <Tooltip label={t('find')} disabled={opened}>
          <ActionIcon size={30} aria-label={t('find')} onClick={() => setOpened(!opened)}>
            <IconSearch size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Select
          data-autofocus
          aria-label={t('find')}
          placeholder={t('find')}
          searchable
          comboboxProps={{ withinPortal: false }}
          data={[TRIGGER, ...reachable(definition)]
            .filter((id) => definition.steps[id]?.type !== 'end')
            .map((id, n) => ({ value: id, label: id === TRIGGER ? speaker.trigger(definition.trigger) : `${n}. ${speaker.name(id)}` }))}
          filter={({ options, search }) => options.filter((option) => 'label' in option && plain(String(option.label)).includes(plain(search)))}
          nothingFoundMessage={t('palette.nothing')}
          value={null}
          onChange={(id) => {
            if (!id) return;
            setOpened(false);
            onGo(id);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function Keys() {
  const { t } = useTranslation('flows');
  return (
    <Popover position="bottom-start" shadow="md" width={300}>
      <Popover.Target>
        <ActionIcon size={30} aria-label={t('keys.title')} className={classes.keys}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Table fz="sm" verticalSpacing={4} withRowBorders={false}>
          <Table.Tbody>
            {KEYS.map(({ keys, what }) => (
              <Table.Tr key={what}>
                <Table.Td w={130}>
                  {keys.map((key) => (
                    <Kbd key={key} size="xs" me={3}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
                <Table.Td>{t(`keys.${what}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  );
}

function ProblemList({ problems, onGo }: { problems: Problem[]; onGo: (id: string) => void }) {
  const { t } = useTranslation('flows');
  const speaker = useSpeaker();
  const problemText = useProblemText();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" width={340}>
      <Popover.Target>
        <Button variant="light" color="orange" size="xs" leftSection={<IconAlertTriangle size={15} aria-hidden />} aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {t('problem.count', { count: problems.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={4}>
        <ScrollArea.Autosize mah="min(360px, 50dvh)" type="auto">
          <Stack gap={0} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
            {problems.map((problem, index) => (
              <li key={index}>
                <UnstyledButton
                  className={classes.problem}
                  onClick={() => {
                    setOpened(false);
                    onGo(problem.step);
                  }}
                >
                  <Text size="sm">{problemText(problem)}</Text>
                  <Text size="xs" c="dimmed" truncate>
                    {speaker.name(problem.step)}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
