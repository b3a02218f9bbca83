import { ActionIcon, Alert, Button, Group, SegmentedControl, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconEye, IconRotate, IconX } from '@tabler/icons-react';
import dayjs from 'dayjs';
import { Suspense, lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { WhatIf } from '@/components/whatif/WhatIf';
import type { ProfileRow } from '@/lib/api/types';
import { nameOf } from '@/lib/people';
import { useShop } from '@/lib/session';
import { useFormat } from '@/lib/useFormat';
import { LOOKS } from '../canvas/looks';
import type { SendStep } from '../graph/definition';
import type { Answer, Stop, Walk } from '../graph/walk';
import { PersonPicker } from '../PersonPicker';
import { useSpeaker } from '../speaker';
import { Question } from './Question';
import classes from './TryPanel.module.css';

const MessagePreview = lazy(() => import('../MessagePreview'));

interface Props {
  flow: string;
  /** Whether the screen has changes that the server does not know. */
  unsaved: boolean;
  walk: Walk;
  entered: Date;
  onEntered: (at: Date) => void;
  answers: Record<string, Answer>;
  onAnswers: (next: Record<string, Answer>) => void;
  person: ProfileRow | null;
  onPerson: (person: ProfileRow | null) => void;
  onGo: (id: string) => void;
  onClose: () => void;
}

/** Walks one person through the flow with the clock: what would happen, and when, as one answers for her. */
export function TryPanel({ flow, unsaved, walk, entered, onEntered, answers, onAnswers, person, onPerson, onGo, onClose }: Props) {
  const { t } = useTranslation(['flows', 'whatif']);
  const { timezone } = useShop();
  const format = useFormat();
  const speaker = useSpeaker();
  const [seen, setSeen] = useState<SendStep | null>(null);
  const [mode, setMode] = useState<'real' | 'own'>('real');
  const name = person ? (nameOf(person) ?? t('try.somebody')) : t('try.somebody');
  return (
    <Stack p="md" gap="md">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} fz="md">
          {t('try.title')}
        </Title>
        <ActionIcon aria-label={t('action.close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      <Text size="sm" c="dimmed">
        {t('try.text')}
      </Text>
      <Group grow>
        <PersonPicker value={person} onChange={onPerson} label={t('try.person')} />
      </Group>
      {person && (
        <SegmentedControl
          size="xs"
          aria-label={t('whatif:mode.label')}
          value={mode}
          onChange={(next) => setMode(next as 'real' | 'own')}
          data={(['real', 'own'] as const).map((value) => ({ value, label: t(`whatif:mode.${value}`) }))}
        />
      )}
      {person && mode === 'real' ? (
        <>
          {unsaved && <Alert color="orange">{t('whatif:unsaved')}</Alert>}
          <WhatIf key={person.id} flow={flow} person={person.id} stepName={(step) => speaker.name(step)} />
        </>
      ) : (
        <>
          <DateTimePicker
            label={t('try.enters')}
            size="xs"
            value={dayjs(entered).tz(timezone).format('YYYY-MM-DD HH:mm:ss')}
            onChange={(at) => at && onEntered(dayjs.tz(at, timezone).toDate())}
            valueFormat="D MMM YYYY, HH:mm"
          />
          <ol className={classes.line}>
            <li className={classes.stop}>
              <Time at={entered} />
              <Text size="sm">{t('try.entered', { name })}</Text>
              <Text size="xs" c="dimmed">
                {speaker.trigger(speaker.definition.trigger)}
              </Text>
            </li>
            {walk.stops.map((stop) => (
              <Passed key={stop.key} stop={stop} onGo={onGo} onSee={setSeen} onAnswer={(answer) => onAnswers({ ...answers, [stop.key]: answer })} />
            ))}
            {walk.ended && (
              <li className={classes.stop}>
                <Text size="sm" fw={600}>
                  {t(`try.ended.${walk.ended}`)}
                </Text>
                {walk.stops.length > 1 && (
                  <Text size="xs" c="dimmed">
                    {t('try.took', { from: format.dateTime(entered.toISOString()), to: format.dateTime(walk.stops[walk.stops.length - 1]?.until.toISOString()) })}
                  </Text>
                )}
              </li>
            )}
          </ol>
          {Object.keys(answers).length > 0 && (
            <Button variant="default" size="xs" leftSection={<IconRotate size={15} aria-hidden />} onClick={() => onAnswers({})} style={{ alignSelf: 'flex-start' }}>
              {t('try.again')}
            </Button>
          )}
        </>
      )}
      {seen && (
        <Suspense fallback={null}>
          <MessagePreview step={seen} person={person} onPerson={onPerson} onClose={() => setSeen(null)} />
        </Suspense>
      )}
    </Stack>
  );
}

function Time({ at }: { at: Date }) {
  const format = useFormat();
  return (
    <Text size="xs" c="dimmed" fw={500}>
      {format.dateTime(at.toISOString())}
    </Text>
  );
}

interface PassedProps {
  stop: Stop;
  onGo: (id: string) => void;
  onSee: (step: SendStep) => void;
  onAnswer: (answer: Answer) => void;
}

function Passed({ stop, onGo, onSee, onAnswer }: PassedProps) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useSpeaker();
  const { step } = stop;
  const { icon: Sign, color } = LOOKS[step.type];
  const { title, text } = speaker.lines(step);
  const waits = stop.until > stop.at;
  const skipped = stop.chosen?.slot === 'skipped';
  return (
    <li className={classes.stop} data-open={(stop.choices.length > 0 && !stop.chosen) || undefined}>
      <Time at={stop.at} />
      <Group gap="xs" wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={color} size={26}>
          <Sign size={15} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <div style={{ minWidth: 0, flex: 1 }}>
          <button type="button" className={classes.name} onClick={() => onGo(stop.id)}>
            {step.type === 'send' ? t(skipped ? 'try.notSent' : 'try.gets', { message: title }) : title}
          </button>
          {step.type === 'send' && text && !skipped && (
            <Text size="xs" c="dimmed" truncate>
              {text}
            </Text>
          )}
          {waits && (
            <Text size="xs" c="dimmed">
              {t('try.until', { at: format.dateTime(stop.until.toISOString()) })}
            </Text>
          )}
          {stop.choices.length > 0 && <Question stop={stop} onAnswer={onAnswer} />}
        </div>
        {step.type === 'send' && Object.keys(step.content).length > 0 && !skipped && (
          <ActionIcon aria-label={t('try.see', { message: title })} onClick={() => onSee(step)}>
            <IconEye size={17} />
          </ActionIcon>
        )}
      </Group>
    </li>
  );
}
