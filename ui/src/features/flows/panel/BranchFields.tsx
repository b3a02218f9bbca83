import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import type { BranchStep } from '../graph/definition';
import { useErrorAt } from './errors';
import type { FieldsProps } from './StepFields';

/** Who goes which way. */
export function BranchFields({ step, onChange, readOnly }: FieldsProps<BranchStep>) {
  const { t } = useTranslation('flows');
  const error = useErrorAt()('condition');
  return (
    <Stack gap="xs">
      <Text size="sm">{t('branch.text')}</Text>
      <ConditionBuilder initial={step.condition} undoable={false} onChange={(condition) => onChange({ ...step, condition }, 'condition')} readOnly={readOnly} />
      {error && (
        <Text size="xs" c="var(--mantine-color-error)">
          {error}
        </Text>
      )}
    </Stack>
  );
}
