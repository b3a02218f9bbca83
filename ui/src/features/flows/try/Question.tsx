import { Button, Group, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, Stop } from '../graph/walk';
import { useSpeaker } from '../speaker';
import { useWayName } from '../useWayName';

interface Props {
  stop: Stop;
  onAnswer: (answer: Answer) => void;
}

/** What only the person's data could tell, asked of whoever tries the flow out. */
export function Question({ stop, onAnswer }: Props) {
  const { t } = useTranslation('flows');
  const speaker = useSpeaker();
  const wayName = useWayName();
  const { step, choices, chosen, id, at } = stop;
  const [date, setDate] = useState(() => chosen?.date ?? dayjs(at).add(14, 'day').format('YYYY-MM-DD'));
  const label = (slot: string) => {
    if (slot === 'out') return t('try.heldBack');
    if (slot === 'skipped') return t('try.filteredOut');
    if (step.type === 'send') return t('try.fits');
    if (step.type === 'holdout') return t('try.goesOn');
    return wayName(speaker.definition, { from: id, slot });
  };
  return (
    <>
      {!chosen && (
        <Text size="xs" mt={4}>
          {step.type === 'send' ? t('try.askMessage') : t(`try.ask.${step.type}`, { defaultValue: t('try.askWay') })}
        </Text>
      )}
      {step.type === 'wait-date' && (
        <DateInput
          size="xs"
          mt={4}
          aria-label={t('try.date')}
          value={date}
          onChange={(next) => {
            if (!next) return;
            setDate(next);
            if (chosen?.slot === 'next') onAnswer({ slot: 'next', date: next });
          }}
        />
      )}
      <Group gap={6} mt={6}>
        {choices.map((slot) => (
          <Button
            key={slot}
            size="compact-xs"
            variant={chosen?.slot === slot ? 'filled' : 'default'}
            aria-pressed={chosen?.slot === slot}
            onClick={() => onAnswer(slot === 'next' && step.type === 'wait-date' ? { slot, date } : { slot })}
          >
            {label(slot)}
          </Button>
        ))}
      </Group>
    </>
  );
}
