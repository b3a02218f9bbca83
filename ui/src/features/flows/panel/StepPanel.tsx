import { ActionIcon, Alert, Box, Button, Divider, Group, List, Menu, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconCut, IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Context } from '@/components/condition/context';
import { fractionDigits } from '@/lib/format';
import { useShop } from '@/lib/session';
import type { Acts } from '../canvas/context';
import { LOOKS } from '../canvas/looks';
import { TRIGGER, exits, replaceStep, type Step } from '../graph/definition';
import { following, lostWith, removeStep } from '../graph/edit';
import type { Problem } from '../graph/problems';
import type { Flow, StepNumbers } from '../types';
import type { FlowDraft } from '../useFlowDraft';
import { useProblemText } from '../useProblemText';
import { useWayName } from '../useWayName';
import { Errors } from './errors';
import { StepFacts } from './StepFacts';
import { StepFields } from './StepFields';
import { TriggerFields } from './TriggerFields';
import { WaysOut } from './WaysOut';

interface Props {
  id: string;
  flow: Flow;
  draft: FlowDraft;
  acts: Acts | null;
  problems: Problem[];
  numbers: StepNumbers | undefined;
  onClose: () => void;
}

/** Everything about one step: its numbers, its settings, where it leads, what is wrong with it. */
export function StepPanel({ id, flow, draft, acts, problems, numbers, onClose }: Props) {
  const { t, i18n } = useTranslation('flows');
  const problemText = useProblemText();
  const wayName = useWayName();
  const { currency } = useShop();
  const { definition, set, readOnly } = draft;
  const step = definition.steps[id];
  const kind = step?.type ?? 'trigger';
  const { icon: Sign, color } = LOOKS[id === TRIGGER ? 'trigger' : kind];
  const builder = useMemo(
    () => ({ unit: 10 ** fractionDigits(currency), currency, decimal: i18n.language === 'en' ? '.' : ',', readOnly }),
    [currency, i18n.language, readOnly],
  );
  const change = (next: Step, burst?: string) => set((now) => replaceStep(now, id, next), burst && `${id} ${burst}`);
  const here = problems.filter((problem) => problem.step === id);
  const errorAt = (field: string) => {
    const found = here.find((problem) => problem.field === field || problem.field.startsWith(`${field}.`));
    return found && problemText(found);
  };
  const texts = [...new Set(here.map(problemText))];
  const out = step ? exits(step) : [];
  const branches = new Set(out.map(({ to }) => to)).size > 1;
  const remove = (keep?: string) => {
    set((now) => removeStep(now, id, keep));
    onClose();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return (
    // Escape goes back to the picture
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={leave}>
      <Stack p="md" gap="md">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <ThemeIcon variant="light" color={color} size={30}>
              <Sign size={17} stroke={1.7} aria-hidden />
            </ThemeIcon>
            <Title order={2} fz="md">
              {t(`step.${id === TRIGGER ? 'trigger' : kind}`)}
            </Title>
          </Group>
          <ActionIcon aria-label={t('action.close')} onClick={onClose}>
            <IconX size={18} />
          </ActionIcon>
        </Group>
        {texts.length > 0 && (
          <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('problem.title')}>
            <List size="sm">
              {texts.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          </Alert>
        )}
        {flow.liveSince && step && <StepFacts flow={flow} id={id} step={step} numbers={numbers} />}
        <Context.Provider value={builder}>
          <Errors.Provider value={errorAt}>
            <fieldset disabled={readOnly} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
              {id === TRIGGER && <TriggerFields key={draft.epoch} definition={definition} set={set} readOnly={readOnly} />}
              {step && <StepFields key={draft.epoch} id={id} step={step} definition={definition} onChange={change} onEdit={set} readOnly={readOnly} />}
            </fieldset>
            <WaysOut id={id} definition={definition} onEdit={set} readOnly={readOnly} />
          </Errors.Provider>
        </Context.Provider>
        {acts && step && step.type !== 'end' && (
          <Box>
            <Divider mb="md" />
            <Group gap="xs">
              {step.type !== 'move' && (
                <Button variant="default" size="xs" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => acts.duplicate(id)}>
                  {t('duplicate')}
                </Button>
              )}
              <Menu position="top-start">
                <Menu.Target>
                  <Button variant="default" size="xs" leftSection={<IconCopy size={15} aria-hidden />}>
                    {t('copy.menu')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => acts.copy([id])}>
                    {t('copy.one')}
                  </Menu.Item>
                  <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => acts.copy(following(definition, id))}>
                    {t('copy.all')}
                  </Menu.Item>
                  <Menu.Item
                    leftSection={<IconCut size={15} />}
                    onClick={() => {
                      acts.cut([id]);
                      onClose();
                    }}
                  >
                    {t('copy.cut')}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
              {branches ? (
                <Menu position="top-start">
                  <Menu.Target>
                    <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={15} aria-hidden />}>
                      {t('remove')}
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {out.map(({ slot }) => {
                      const lost = lostWith(definition, [id], slot);
                      return (
                        <Menu.Item key={slot} onClick={() => remove(slot)}>
                          {t('removeKeep', { way: wayName(definition, { from: id, slot }) })}
                          {lost > 0 && (
                            <Text size="xs" c="dimmed">
                              {t('removeLost', { count: lost })}
                            </Text>
                          )}
                        </Menu.Item>
                      );
                    })}
                  </Menu.Dropdown>
                </Menu>
              ) : (
                <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={15} aria-hidden />} onClick={() => remove()}>
                  {t('remove')}
                </Button>
              )}
            </Group>
          </Box>
        )}
      </Stack>
    </div>
  );
}
