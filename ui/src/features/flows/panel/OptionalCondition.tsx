import { Box, Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '@/components/condition/condition';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';

interface Props {
  label: string;
  /** What holds without a condition. */
  everybody: string;
  value: Condition | null | undefined;
  onChange: (next: Condition | null) => void;
  readOnly: boolean;
}

/** A condition that need not be there. */
export function OptionalCondition({ label, everybody, value, onChange, readOnly }: Props) {
  const { t } = useTranslation('flows');
  const [open, setOpen] = useState(Boolean(value));
  return (
    <Box>
      <Text size="sm" fw={500} mb={4}>
        {label}
      </Text>
      {open ? (
        <ConditionBuilder initial={value ?? null} undoable={false} onChange={onChange} readOnly={readOnly} />
      ) : (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" c="dimmed">
            {everybody}
          </Text>
          {!readOnly && (
            <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setOpen(true)} style={{ flex: 'none' }}>
              {t('audienceLimit')}
            </Button>
          )}
        </Group>
      )}
    </Box>
  );
}
