import { Alert, Button, Group, Loader, Modal, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '@/lib/errorText';
import { notifyDone } from '@/lib/notify';
import { useFormat } from '@/lib/useFormat';
import classes from './MovePeople.module.css';
import { reachable, type Step } from './graph/definition';
import { normal } from './graph/normal';
import { useMovePeople, useMovePreview } from './queries';
import type { Flow } from './types';
import { useFlowWords } from './useFlowWords';

interface Props {
  flow: Flow;
  version: number;
  onClose: () => void;
}

const STAY = '@stay';

/** Who stands where on an old version, and to which step of the present one each of them goes. */
export function MovePeople({ flow, version, onClose }: Props) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const speaker = useFlowWords(flow.definition);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const preview = useMovePreview(flow.id, version);
  const move = useMovePeople(flow.id, version);
  const places = useMemo(() => preview.data?.steps ?? [], [preview.data]);
  // the steps as they were: the present version may have others, or none of that id
  const before = useMemo(
    () => normal({ ...flow.definition, steps: Object.fromEntries(places.flatMap(({ step, was }) => (was ? [[step, was]] : []))) }),
    [flow.definition, places],
  );
  const old = useFlowWords(before);
  const target = (step: string, same: string | null) => chosen[step] ?? same ?? STAY;
  const steps = Object.fromEntries(
    places.map(({ step, to }) => [step, target(step, to)] as const).filter(([, to]) => to !== STAY),
  );
  const goesOn = (from: string, to: string | undefined, was: Step | null | undefined) => from === to && was?.type === flow.definition.steps[from]?.type;
  const moved = places.filter(({ step }) => step in steps).reduce((sum, { people }) => sum + people, 0);
  return (
    <Modal opened onClose={onClose} size="lg" title={t('movePeople.title', { from: version, to: flow.version })} closeButtonProps={{ 'aria-label': t('action.close') }}>
      <Stack>
        <Text size="sm">{t('movePeople.text')}</Text>
        {preview.error ? (
          <Alert color="red">{errorText(preview.error, t)}</Alert>
        ) : !preview.data ? (
          <Loader size="sm" aria-label={t('loading')} />
        ) : places.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('movePeople.nobody')}
          </Text>
        ) : (
          <ul className={classes.places}>
            {places.map(({ step, people, to, was }) => (
              <li key={step}>
                <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={{ base: 4, sm: 'md' }}>
                  <div>
                    <Text size="sm">{old.name(step)}</Text>
                    <Text size="xs" c="dimmed">
                      {t('passed', { count: people, n: format.number(people) })}
                    </Text>
                  </div>
                  <Select
                    size="xs"
                    searchable
                    aria-label={t('movePeople.toOf', { step: old.name(step) })}
                    description={step in steps ? t(goesOn(step, steps[step], was) ? 'movePeople.goesOn' : 'movePeople.again') : undefined}
                    inputWrapperOrder={['input', 'description']}
                    data={[{ value: STAY, label: t('movePeople.stay') }, ...reachable(flow.definition).map((id, n) => ({ value: id, label: `${n + 1}. ${speaker.name(id)}` }))]}
                    value={target(step, to)}
                    onChange={(next) => next && setChosen({ ...chosen, [step]: next })}
                    allowDeselect={false}
                  />
                </SimpleGrid>
              </li>
            ))}
          </ul>
        )}
        {move.error && <Alert color="red">{errorText(move.error, t)}</Alert>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            leftSection={<IconArrowRight size={16} aria-hidden />}
            disabled={moved === 0}
            loading={move.isPending}
            onClick={() =>
              move.mutate(steps, {
                onSuccess: (done) => {
                  notifyDone(t('movePeople.done', { count: done.moved, n: format.number(done.moved) }));
                  onClose();
                },
              })
            }
          >
            {t('movePeople.action', { count: moved, n: format.number(moved) })}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
