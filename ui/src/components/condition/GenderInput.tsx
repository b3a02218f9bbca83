import { MultiSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GENDERS, genderOf } from './gender';

interface Props {
  label: string;
  value: string[];
  onChange: (next: string[]) => void;
  readOnly?: boolean;
  error?: string | boolean;
  w?: number;
}

/** One or more of the genders there are. A word that is none is shown, to be taken away. */
export function GenderInput({ label, value, onChange, readOnly, error, w }: Props) {
  const { t } = useTranslation('condition');
  const chosen = [...new Set(value.map(genderOf))];
  return (
    <MultiSelect
      aria-label={label}
      placeholder={chosen.length === 0 ? t('ui.choose') : undefined}
      data={[...new Set([...GENDERS, ...chosen])].map((each) => ({ value: each, label: t(`gender.${each}`, { defaultValue: each }) }))}
      value={chosen}
      onChange={onChange}
      error={error}
      readOnly={readOnly}
      miw={200}
      maw={420}
      w={w}
      style={{ flex: 1 }}
    />
  );
}
