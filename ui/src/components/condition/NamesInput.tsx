import { MultiSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { codesOf } from '@/lib/names';

/** What is kept as a code and known by a name. */
export type Named = 'country' | 'locale' | 'timezone';

interface Props {
  of: Named;
  label: string;
  value: string[];
  onChange: (next: string[]) => void;
  readOnly?: boolean;
}

/** Countries, languages or time zones, chosen by name. What is none of them is shown, to be taken away. */
export function NamesInput({ of, label, value, onChange, readOnly }: Props) {
  const { t, i18n } = useTranslation('condition');
  const known = useMemo(
    () =>
      of === 'timezone'
        ? Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }))
        : codesOf(of === 'country' ? 'region' : 'language', i18n.language),
    [of, i18n.language],
  );
  const chosen = of === 'country' ? value.map((each) => (each.length === 2 ? each.toUpperCase() : each)) : value;
  const others = chosen.filter((each) => !known.some((one) => one.value === each));
  return (
    <MultiSelect
      aria-label={label}
      placeholder={chosen.length === 0 ? t('ui.choose') : undefined}
      data={[...others.map((each) => ({ value: each, label: each })), ...known]}
      value={chosen}
      onChange={onChange}
      error={chosen.length === 0}
      readOnly={readOnly}
      searchable
      nothingFoundMessage={t('ui.nothingFound')}
      maxValues={200}
      miw={220}
      maw={420}
    />
  );
}
