import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Definition, Step } from '../graph/definition';
import { BranchFields } from './BranchFields';
import { IncrementFields, SetFields, TagFields } from './ChangeFields';
import { CouponFields, MoveFields } from './OuterFields';
import { SendFields } from './SendFields';
import { HoldoutFields, RandomFields, SplitFields } from './SplitFields';
import { WebhookFields } from './WebhookFields';
import { WaitDateFields, WaitFields, WaitForFields, WaitUntilFields } from './WaitFields';

export interface FieldsProps<S extends Step> {
  id: string;
  step: S;
  definition: Definition;
  /** Changes of one burst, such as typing in a field, are undone together. */
  onChange: (next: Step, burst?: string) => void;
  /** For what touches other steps, too. */
  onEdit: (edit: (now: Definition) => Definition) => void;
  readOnly: boolean;
}

/** The settings of a step, by its kind. */
export function StepFields({ step, ...rest }: FieldsProps<Step>) {
  const { t } = useTranslation('flows');
  switch (step.type) {
    case 'send':
      return <SendFields step={step} {...rest} />;
    case 'wait':
      return <WaitFields step={step} {...rest} />;
    case 'wait-until':
      return <WaitUntilFields step={step} {...rest} />;
    case 'wait-date':
      return <WaitDateFields step={step} {...rest} />;
    case 'wait-for':
      return <WaitForFields step={step} {...rest} />;
    case 'branch':
      return <BranchFields step={step} {...rest} />;
    case 'split':
      return <SplitFields step={step} {...rest} />;
    case 'random':
      return <RandomFields step={step} {...rest} />;
    case 'holdout':
      return <HoldoutFields step={step} {...rest} />;
    case 'tag':
      return <TagFields step={step} {...rest} />;
    case 'set':
      return <SetFields step={step} {...rest} />;
    case 'increment':
      return <IncrementFields step={step} {...rest} />;
    case 'coupon':
      return <CouponFields step={step} {...rest} />;
    case 'webhook':
      return <WebhookFields step={step} {...rest} />;
    case 'move':
      return <MoveFields step={step} {...rest} />;
    case 'end':
      return (
        <Text size="sm" c="dimmed">
          {t('endText')}
        </Text>
      );
  }
}
