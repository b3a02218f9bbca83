import { Accordion, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '@/components/ErrorState';
import { Loading } from '@/components/Loading';
import { PersonLink } from '@/components/PersonLink';
import { PersonName } from '@/components/PersonName';
import { Section } from '@/components/Section';
import { StatusBadge, type Tone } from '@/components/StatusBadge';
import { useFormat } from '@/lib/useFormat';
import { useList } from '@/lib/useList';
import { useSpeaker } from '../speaker';
import classes from './DryRun.module.css';
import type { DryPerson, DryRun } from './types';
import { useStory } from './useStory';

const TONES: Record<string, Tone> = { ended: 'good', ordered: 'good', stopped: 'quiet', waiting: 'info', 'held-out': 'quiet', moved: 'good' };

/** Some of those who would have entered, drawn by lot, and what would have happened to each. */
export function DryPeople({ flow, run, others }: { flow: string; run: DryRun; others: boolean }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const told = useStory(others);
  const speaker = useSpeaker();
  const list = useList<DryPerson>(`flows/${flow}/dry-runs/${run.id}/people`, { status: run.status }, 20);
  if (run.sample === 0) return null;
  return (
    <Section title={t('dry.somePeople')} text={t('dry.somePeopleText')} flush>
      {list.error ? (
        <ErrorState error={list.error} retry={() => void list.refetch()} />
      ) : !list.items ? (
        <Loading lines={4} />
      ) : (
        <>
          <Accordion multiple order={3}>
            {list.items.map((person, i) => (
              <Accordion.Item key={`${person.profile.id} ${person.enteredAt} ${i}`} value={String(i)}>
                <Accordion.Control>
                  <Group gap="sm" wrap="wrap">
                    <Text span fw={500}>
                      <PersonName person={person.profile} />
                    </Text>
                    <Text span size="sm" c="dimmed">
                      {format.dateTime(person.enteredAt)}
                    </Text>
                    <StatusBadge tone={TONES[person.outcome] ?? 'quiet'}>{t(`dry.outcome.${person.outcome}`)}</StatusBadge>
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <ol className={classes.story}>
                    {person.story.map((note, n) => (
                      <li key={n}>
                        <Text size="xs" c="dimmed" fw={500}>
                          {format.dateTime(note.at)}
                          {note.flow && ` · ${speaker.flowName(note.flow)}`}
                        </Text>
                        <Text size="sm">{told(note)}</Text>
                      </li>
                    ))}
                  </ol>
                  <Text size="sm" mt="sm">
                    <PersonLink person={person.profile} />
                  </Text>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
          {list.hasNextPage && (
            <Group justify="center" p="sm">
              <Button variant="default" size="xs" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                {t('dry.more')}
              </Button>
            </Group>
          )}
        </>
      )}
    </Section>
  );
}
