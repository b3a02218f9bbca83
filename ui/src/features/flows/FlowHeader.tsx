import { ActionIcon, Alert, Button, Group, List, Menu, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconArchive, IconCopy, IconDots, IconDownload, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ConfirmWithName } from '@/components/ConfirmWithName';
import { PageHeader } from '@/components/PageHeader';
import { errorText } from '@/lib/errorText';
import { notifyDone, notifyFailed } from '@/lib/notify';
import { useCanChange } from '@/lib/session';
import { useShopPaths } from '@/lib/shop';
import { useFormat } from '@/lib/useFormat';
import { FlowBadge } from './FlowBadge';
import { exported } from './exported';
import type { Problem } from './graph/problems';
import { useCreateFlow, useDeleteFlow, useFlowStatus, useSaveFlow } from './queries';
import type { Flow, FlowStatus } from './types';
import type { FlowDraft } from './useFlowDraft';
import { useFlowWords } from './useFlowWords';
import { useProblemText } from './useProblemText';
import type { FlowSpeaker } from './words';

type Asking = 'live' | 'paused' | 'archived' | 'save' | 'rename' | 'delete' | null;

/** Name, state and the acts that concern the whole flow. */
export function FlowHeader({ flow, draft }: { flow: Flow; draft: FlowDraft }) {
  const { t } = useTranslation('flows');
  const { page } = useShopPaths();
  const navigate = useNavigate();
  const format = useFormat();
  const canChange = useCanChange();
  const status = useFlowStatus(flow.id);
  const remove = useDeleteFlow(flow.id);
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const failed = (error: unknown) => notifyFailed(errorText(error, t));
  const change = (next: FlowStatus) =>
    status.mutate(next, {
      onSuccess: () => {
        notifyDone(t(`done.${next}`, { name: flow.name }));
        close();
      },
      onError: (error) => {
        failed(error);
        close();
      },
    });
  const save = () =>
    draft.save((saved) => {
      notifyDone(t(flow.status === 'draft' ? 'done.saved' : 'done.version', { version: saved.version }));
      close();
    });
  const archived = flow.status === 'archived';
  const ready = draft.problems.length === 0;
  const speaker = useFlowWords(draft.definition);
  const create = useCreateFlow();
  const duplicate = () =>
    create.mutate(
      { name: t('act.copyName', { name: flow.name }), definition: draft.definition },
      {
        onSuccess: (made) => {
          notifyDone(t('done.duplicated', { name: made.name }));
          void navigate(page(`flows/${made.id}`));
        },
        onError: failed,
      },
    );
  return (
    <>
      <PageHeader title={flow.name} aside={<FlowBadge status={flow.status} />} back={{ to: page('flows'), label: t('title') }}>
        {archived && canChange && (
          <>
            <Button variant="default" leftSection={<IconDownload size={17} aria-hidden />} onClick={() => exported(flow.name, flow.definition)}>
              {t('act.export')}
            </Button>
            <Button variant="default" leftSection={<IconCopy size={17} aria-hidden />} onClick={duplicate} loading={create.isPending}>
              {t('act.duplicate')}
            </Button>
          </>
        )}
        {canChange && !archived && (
          <>
            {draft.dirty ? (
              <>
                <Button variant="default" onClick={draft.discard}>
                  {t('discard')}
                </Button>
                <Button onClick={() => (flow.status === 'draft' ? save() : setAsking('save'))} loading={draft.saving}>
                  {t('save')}
                </Button>
              </>
            ) : flow.status === 'live' ? (
              <Button variant="default" leftSection={<IconPlayerPause size={17} aria-hidden />} onClick={() => setAsking('paused')}>
                {t('act.pause')}
              </Button>
            ) : (
              <Button leftSection={<IconPlayerPlay size={17} aria-hidden />} onClick={() => setAsking('live')}>
                {t(flow.status === 'paused' ? 'act.resume' : 'act.start')}
              </Button>
            )}
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="lg" variant="default" aria-label={t('more')}>
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setAsking('rename')}>
                  {t('act.rename')}
                </Menu.Item>
                <Menu.Item leftSection={<IconCopy size={16} />} onClick={duplicate}>
                  {t('act.duplicate')}
                </Menu.Item>
                <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => exported(flow.name, draft.definition)}>
                  {t('act.export')}
                </Menu.Item>
                <Menu.Divider />
                {flow.liveSince ? (
                  <Menu.Item color="red" leftSection={<IconArchive size={16} />} onClick={() => setAsking('archived')}>
                    {t('act.archive')}
                  </Menu.Item>
                ) : (
                  <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => setAsking('delete')}>
                    {t('action.delete')}
                  </Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </PageHeader>
      {draft.saveError && draft.dirty && (
        <Alert color="red" mb="md" icon={<IconAlertTriangle size={18} />} title={t('notSaved')}>
          {draft.problems.length === 0 ? errorText(draft.saveError, t) : <Problems problems={draft.problems} speaker={speaker} />}
        </Alert>
      )}
      <Modal opened={asking === 'live'} onClose={close} title={t(flow.status === 'paused' ? 'ask.resume' : 'ask.start')} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <Stack>
          {ready ? (
            <Text size="sm">
              {flow.status === 'paused' ? t('ask.resumeText', { count: flow.waiting, n: format.number(flow.waiting) }) : t('ask.startText')}
            </Text>
          ) : (
            <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={t('ask.notReady')}>
              <Problems problems={draft.problems} speaker={speaker} />
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button onClick={() => change('live')} loading={status.isPending} disabled={!ready}>
              {t(flow.status === 'paused' ? 'act.resume' : 'act.start')}
            </Button>
          </Group>
        </Stack>
      </Modal>
      <Modal opened={asking === 'save'} onClose={close} title={t('ask.save', { version: flow.version + 1 })} closeButtonProps={{ 'aria-label': t('action.close') }}>
        <Stack>
          <Text size="sm">{t('ask.saveText', { count: flow.waiting, n: format.number(flow.waiting), version: flow.version })}</Text>
          {flow.waiting > 0 && <Text size="sm">{t('ask.saveMove')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('action.cancel')}
            </Button>
            <Button onClick={save} loading={draft.saving}>
              {t('ask.saveAction')}
            </Button>
          </Group>
          {draft.saveError && <Text size="sm" c="red">{errorText(draft.saveError, t)}</Text>}
        </Stack>
      </Modal>
      <ConfirmWithName opened={asking === 'paused'} onClose={close} title={t('ask.pause')} text={t('ask.pauseText', { count: flow.waiting, n: format.number(flow.waiting) })} action={t('act.pause')} onConfirm={() => change('paused')} busy={status.isPending} />
      <ConfirmWithName opened={asking === 'archived'} onClose={close} title={t('ask.archive')} text={<Needed flow={flow} text={t('ask.archiveText', { count: flow.waiting, n: format.number(flow.waiting) })} note={t('ask.archiveNeeded')} />} name={flow.name} action={t('act.archive')} onConfirm={() => change('archived')} busy={status.isPending} />
      <ConfirmWithName
        opened={asking === 'delete'}
        onClose={close}
        title={t('ask.delete', { name: flow.name })}
        text={<Needed flow={flow} text={t('ask.deleteText')} note={t('ask.deleteNeeded')} />}
        action={t('action.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate(page('flows')), onError: failed })}
      />
      {asking === 'rename' && <Rename flow={flow} onClose={close} />}
    </>
  );
}

/** A text and, where other flows move people here, which. */
function Needed({ flow, text, note }: { flow: Flow; text: string; note: string }) {
  const others = (flow.usedBy ?? []).filter(({ id }) => id !== flow.id);
  return (
    <>
      {text}
      {others.length > 0 && (
        <Alert color="orange" mt="sm" icon={<IconAlertTriangle size={18} />} title={note}>
          <List size="sm">
            {others.map(({ id, name }) => (
              <List.Item key={id}>{name}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

function Problems({ problems, speaker }: { problems: Problem[]; speaker: FlowSpeaker }) {
  const problemText = useProblemText();
  return (
    <List size="sm">
      {problems.map((problem, index) => (
        <List.Item key={index}>
          {speaker.name(problem.step)}: {problemText(problem)}
        </List.Item>
      ))}
    </List>
  );
}

function Rename({ flow, onClose }: { flow: Flow; onClose: () => void }) {
  const { t } = useTranslation('flows');
  const [name, setName] = useState(flow.name);
  const save = useSaveFlow(flow.id);
  return (
    <Modal opened onClose={onClose} title={t('act.rename')} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ name: name.trim() }, { onSuccess: onClose, onError: (error) => notifyFailed(errorText(error, t)) });
        }}
      >
        <Stack>
          <TextInput data-autofocus label={t('recipes.name')} value={name} onChange={(event) => setName(event.currentTarget.value)} maxLength={200} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={save.isPending}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
