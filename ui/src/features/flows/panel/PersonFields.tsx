import { Autocomplete, Select, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFields } from '@/components/condition/catalog';
import { TRAITS } from '@/components/condition/condition';
import { MOMENTS, type DateOf, type Moment } from '../graph/definition';

interface FieldProps {
  label: string;
  trait: string | undefined;
  attribute: string | undefined;
  onChange: (next: { trait?: string; attribute?: string }) => void;
  /** Which of the traits make sense here. */
  traits?: readonly string[];
  error?: string;
}

const OWN = '@attribute';

/** A trait of the person, or an attribute of the shop's own by its name. */
export function FieldInput({ label, trait, attribute, onChange, traits = TRAITS, error }: FieldProps) {
  const { t } = useTranslation(['flows', 'condition']);
  const fields = useFields();
  return (
    <Stack gap="xs">
      <Select
        label={label}
        searchable
        data={[...traits.map((name) => ({ value: name, label: t(`condition:kind.trait-${name}`) })), { value: OWN, label: t('condition:kind.attribute') }]}
        value={trait ?? OWN}
        onChange={(next) => next && onChange(next === OWN ? { attribute: attribute ?? '' } : { trait: next })}
        allowDeselect={false}
      />
      {trait === undefined && (
        <Autocomplete
          aria-label={t('flows:attributeName')}
          placeholder={t('flows:attributeName')}
          data={fields.data?.attributes}
          value={attribute ?? ''}
          onChange={(name) => onChange({ attribute: name })}
          error={error}
        />
      )}
    </Stack>
  );
}

interface DateProps {
  label: string;
  value: DateOf;
  onChange: (next: DateOf) => void;
  /** Whether what started the run may have the date. */
  withProperty?: boolean;
  error?: string;
}

/** Which of a person's dates. */
export function DateOfInput({ label, value, onChange, withProperty, error }: DateProps) {
  const { t } = useTranslation('flows');
  const fields = useFields();
  const kind = value.moment ?? (value.attribute !== undefined ? 'attribute' : value.property !== undefined ? 'property' : (value.trait ?? 'birthday'));
  return (
    <Stack gap="xs">
      <Select
        label={label}
        data={['birthday', ...MOMENTS, 'attribute', ...(withProperty ? ['property'] : [])].map((each) => ({ value: each, label: t(`dateKind.${each}`) }))}
        value={kind}
        onChange={(next) => {
          if (!next || next === kind) return;
          if (next === 'attribute' || next === 'property') onChange({ [next]: '' });
          else onChange(next === 'birthday' ? { trait: next } : { moment: next as Moment });
        }}
        allowDeselect={false}
      />
      {kind === 'attribute' && (
        <Autocomplete
          aria-label={t('attributeName')}
          placeholder={t('attributeName')}
          data={fields.data?.attributes}
          value={value.attribute ?? ''}
          onChange={(attribute) => onChange({ attribute })}
          error={error}
        />
      )}
      {kind === 'property' && (
        <Autocomplete aria-label={t('propertyName')} placeholder={t('propertyName')} value={value.property ?? ''} onChange={(property) => onChange({ property })} error={error} />
      )}
    </Stack>
  );
}
