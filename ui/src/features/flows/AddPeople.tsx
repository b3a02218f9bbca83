import { Alert, Button, Group, List, Modal, SegmentedControl, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSegmentNames } from '@/components/condition/catalog';
import { errorText } from '@/lib/errorText';
import { useFormat } from '@/lib/useFormat';
import { useAddPeople } from './queries';
import type { Added, Flow } from './types';

const MOST = 1000;
const REASONS = ['unknown', 're-entry', 'audience'] as const;
/** So many of those refused are named. */
const NAMED = 5;

/** Puts people into a live flow by hand, and says who was not let in and why. */
export function AddPeople({ flow, onClose }: { flow: Flow; onClose: () => void }) {
  const { t } = useTranslation(['flows', 'condition']);
  const format = useFormat();
  const [by, setBy] = useState('emails');
  const [text, setText] = useState('');
  const [segment, setSegment] = useState<string | null>(null);
  const segments = useSegmentNames();
  const add = useAddPeople(flow.id);
  const emails = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
  const ready = by === 'emails' ? emails.length > 0 && emails.length <= MOST : segment !== null;
  const send = () => add.mutate(by === 'emails' ? { emails } : { segment: segment ?? '' });
  return (
    <Modal opened onClose={onClose} title={t('add.title', { name: flow.name })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Stack>
        <Text size="sm">{t('add.text')}</Text>
        <SegmentedControl
          aria-label={t('add.by')}
          value={by}
          onChange={(next) => {
            setBy(next);
            add.reset();
          }}
          data={(['emails', 'segment'] as const).map((value) => ({ value, label: t(`add.${value}`) }))}
        />
        {by === 'emails' ? (
          <Textarea
            data-autofocus
            label={t('add.emailsLabel')}
            description={t('add.emailsText', { most: format.number(MOST) })}
            autosize
            minRows={4}
            maxRows={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={emails.length > MOST}
          />
        ) : (
          <Select
            label={t('add.segment')}
            placeholder={t('add.choose')}
            searchable
            data={(segments.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={segment}
            onChange={setSegment}
            nothingFoundMessage={t('condition:ui.nothingFound')}
          />
        )}
        {add.error && <Alert color="red">{errorText(add.error, t)}</Alert>}
        <div role="status">{add.data && <Outcome added={add.data} />}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t(add.data ? 'action.close' : 'action.cancel')}
          </Button>
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={send} disabled={!ready} loading={add.isPending}>
            {by === 'segment' ? t('add.actionSegment') : emails.length > 0 ? t('add.action', { count: emails.length, n: format.number(emails.length) }) : t('add.open')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Outcome({ added }: { added: Added }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const said = (count: number) => ({ count, n: format.number(count) });
  return (
    <Alert color={added.entered > 0 ? 'accent' : 'orange'}>
      <Text size="sm">{added.entered > 0 ? t('add.entered', said(added.entered)) : t('add.nobody')}</Text>
      {added.refusedTotal > 0 && (
        <>
          <Text size="sm" mt="xs">
            {t('add.refused', said(added.refusedTotal))}
          </Text>
          <List size="sm">
            {REASONS.map((reason) => {
              const those = added.refused.filter((each) => each.reason === reason);
              if (those.length === 0) return null;
              const named = those.slice(0, NAMED).map(({ email, profile }) => email ?? profile ?? '…');
              if (those.length > NAMED) named.push(t('add.more', { n: format.number(those.length - NAMED) }));
              return <List.Item key={reason}>{t(`add.why.${reason}`, { who: named.join(', ') })}</List.Item>;
            })}
          </List>
        </>
      )}
    </Alert>
  );
}
