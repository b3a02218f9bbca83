import { ActionIcon, Box, Button, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import type { Cause } from '../graph/definition';
import { useErrorAt } from './errors';
import { CauseFields } from './CauseFields';

interface Props {
  value: Cause[];
  onChange: (next: Cause[], burst?: string) => void;
  readOnly: boolean;
}

const KINDS: { type: string; make: () => Cause }[] = [
  { type: 'order', make: () => ({ type: 'order' }) },
  { type: 'event', make: () => ({ type: 'event', name: 'Product Viewed' }) },
  { type: 'condition', make: () => ({ type: 'condition', condition: null }) },
  { type: 'segment-left', make: () => ({ type: 'segment-left', segment: '' }) },
];

/** What ends a run early. */
export function StopFields({ value, onChange, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const errorAt = useErrorAt();
  return (
    <Box>
      <Text size="sm" fw={500}>
        {t('stopLabel')}
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        {t('stopText')}
      </Text>
      <Stack gap="xs">
        {value.map((cause, index) => {
          const set = (next: Cause, burst?: string) => onChange(value.map((each, i) => (i === index ? next : each)), burst && `stop ${index} ${burst}`);
          return (
            <Paper key={`${index} ${cause.type}`} p="xs" radius="md" style={{ borderColor: 'var(--ritorno-line)' }}>
              <Group justify="space-between" wrap="nowrap" mb={cause.type === 'order' ? 0 : 6}>
                <Text size="sm">{t(`stopKind.${cause.type}`, { defaultValue: cause.type })}</Text>
                {!readOnly && (
                  <ActionIcon aria-label={t('stopRemove', { what: t(`stopKind.${cause.type}`, { defaultValue: cause.type }) })} onClick={() => onChange(value.filter((_, i) => i !== index))}>
                    <IconX size={16} />
                  </ActionIcon>
                )}
              </Group>
              {cause.type === 'condition' ? (
                <>
                  <ConditionBuilder initial={cause.condition ?? null} undoable={false} onChange={(condition) => set({ ...cause, condition }, 'condition')} readOnly={readOnly} />
                  {errorAt(`stop[${index}].condition`) && (
                    <Text size="xs" c="var(--mantine-color-error)">
                      {errorAt(`stop[${index}].condition`)}
                    </Text>
                  )}
                </>
              ) : (
                cause.type !== 'order' && (
                  <Stack gap="xs">
                    <CauseFields cause={cause} at={`stop[${index}]`} onChange={set} />
                  </Stack>
                )
              )}
            </Paper>
          );
        })}
        {!readOnly && (
          <Menu position="bottom-start">
            <Menu.Target>
              <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} style={{ alignSelf: 'flex-start' }}>
                {t('stopAdd')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {KINDS.filter(({ type }) => type !== 'order' || !value.some((cause) => cause.type === 'order')).map(({ type, make }) => (
                <Menu.Item key={type} onClick={() => onChange([...value, make()])}>
                  {t(`stopKind.${type}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </Stack>
    </Box>
  );
}
