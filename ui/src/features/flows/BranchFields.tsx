import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ConditionBuilder } from '@/components/condition/ConditionBuilder';
import type { BranchStep, Step } from './definition';

interface Props {
  step: BranchStep;
  onChange: (next: Step, burst?: string) => void;
  readOnly: boolean;
}

/** Who goes which way. */
export function BranchFields({ step, onChange, readOnly }: Props) {
  const { t } = useTranslation('flows');
  return (
    <Stack gap="xs">
      <Text size="sm">{t('branch.text')}</Text>
      <ConditionBuilder initial={step.condition} undoable={false} onChange={(condition) => onChange({ ...step, condition })} readOnly={readOnly} />
    </Stack>
  );
}
