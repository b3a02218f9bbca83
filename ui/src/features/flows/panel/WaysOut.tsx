import { Box, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TRIGGER, exits, reachable, type Definition } from '../graph/definition';
import { reattach } from '../graph/edit';
import { useSpeaker } from '../speaker';
import { useWayName } from '../useWayName';
import { useErrorAt } from './errors';

interface Props {
  id: string;
  definition: Definition;
  onEdit: (edit: (now: Definition) => Definition) => void;
  readOnly: boolean;
}

const NEW_END = '@end';

/** Where each way out of a step leads, to be changed without the mouse. */
export function WaysOut({ id, definition, onEdit, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const speaker = useSpeaker();
  const wayName = useWayName();
  const errorAt = useErrorAt();
  const step = definition.steps[id];
  const out = id === TRIGGER ? [{ slot: 'start', to: definition.first }] : step ? exits(step) : [];
  if (out.length === 0) return null;
  const steps = reachable(definition).filter((each) => each !== id);
  return (
    <Box>
      <Text size="sm" fw={500} mb={4}>
        {t('waysOut')}
      </Text>
      <Stack gap="xs">
        {out.map(({ slot, to }) => (
          <Select
            key={slot}
            size="xs"
            label={out.length > 1 ? wayName(definition, { from: id, slot }) : undefined}
            aria-label={out.length > 1 ? undefined : t('waysOut')}
            searchable
            readOnly={readOnly}
            data={[
              { value: NEW_END, label: t('newEnd') },
              ...steps.map((each, n) => ({ value: each, label: `${n + 1}. ${speaker.name(each)}` })),
            ]}
            value={definition.steps[to] ? to : null}
            placeholder={t('openEnd')}
            onChange={(next) => next && onEdit((now) => reattach(now, { from: id, slot }, next === NEW_END ? null : next))}
            allowDeselect={false}
            error={errorAt(slot)}
          />
        ))}
      </Stack>
    </Box>
  );
}
