import { ActionIcon, Alert, Box, Button, Divider, Group, List, Menu, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { BranchFields } from './BranchFields';
import { TRIGGER, duplicateStep, removeStep, replaceStep, type Step } from './definition';
import { SendFields } from './SendFields';
import { StepFacts } from './StepFacts';
import { TriggerFields } from './TriggerFields';
import type { Flow, StepNumbers } from './types';
import type { FlowDraft } from './useFlowDraft';
import { useProblemText } from './useProblemText';
import { WaitFields } from './WaitFields';

interface Props {
  id: string;
  flow: Flow;
  draft: FlowDraft;
  numbers: StepNumbers | undefined;
  onClose: () => void;
}

/** Everything about one step: its numbers, its settings, what is wrong with it. */
export function StepPanel({ id, flow, draft, numbers, onClose }: Props) {
  const { t } = useTranslation('flows');
  const problemText = useProblemText();
  const { definition, set, readOnly } = draft;
  const step = definition.steps[id];
  const isTrigger = id === TRIGGER;
  const change = (next: Step, burst?: string) => set((now) => replaceStep(now, id, next), burst && `${id} ${burst}`);
  const problems = [
    ...draft.own.filter((problem) => problem.step === id).map(problemText.own),
    ...draft.told
      .filter((fault) => fault.step === id && (draft.own.length === 0 || draft.dirty))
      .map(problemText.told),
  ];
  const remove = (keep?: 'yes' | 'no') => {
    set((now) => removeStep(now, id, keep));
    onClose();
  };
  return (
    <Stack p="md" gap="md">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} fz="md">
          {t(`step.${isTrigger ? 'trigger' : (step?.type ?? 'end')}`)}
        </Title>
        <ActionIcon aria-label={t('action.close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {problems.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('problem.title')}>
          <List size="sm">
            {[...new Set(problems)].map((problem) => (
              <List.Item key={problem}>{problem}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {flow.liveSince && step && <StepFacts flow={flow} id={id} step={step} numbers={numbers} />}
      <fieldset disabled={readOnly} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        {isTrigger && <TriggerFields key={draft.epoch} draft={draft} />}
        {step?.type === 'wait' && <WaitFields step={step} onChange={change} />}
        {step?.type === 'send' && <SendFields key={draft.epoch} id={id} step={step} onChange={change} readOnly={readOnly} definition={definition} />}
        {step?.type === 'branch' && <BranchFields key={draft.epoch} step={step} onChange={change} readOnly={readOnly} />}
        {step?.type === 'end' && (
          <Text size="sm" c="dimmed">
            {t('endText')}
          </Text>
        )}
      </fieldset>
      {!readOnly && step && step.type !== 'end' && (
        <Box>
          <Divider mb="md" />
          <Group gap="xs">
            {step.type !== 'branch' && (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconCopy size={15} aria-hidden />}
                onClick={() => set((now) => duplicateStep(now, id).definition)}
              >
                {t('duplicate')}
              </Button>
            )}
            {step.type === 'branch' && step.yes !== step.no ? (
              <Menu>
                <Menu.Target>
                  <Button variant="subtle" color="red" size="xs" leftSection={<IconTrash size={15} aria-hidden />}>
                    {t('remove')}
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => remove('yes')}>{t('removeKeep.yes')}</Menu.Item>
                  <Menu.Item onClick={() => remove('no')}>{t('removeKeep.no')}</Menu.Item>
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
  );
}
