import { Combobox, InputBase, ScrollArea, Text, useCombobox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fits } from '@/lib/plain';
import { TRIGGER_GROUPS } from '../graph/blank';

interface Props {
  value: string;
  onChange: (type: string) => void;
  readOnly: boolean;
  error?: string;
}

/** All that can start a flow, by groups, with what each means and a search. */
export function TriggerPicker({ value, onChange, readOnly, error }: Props) {
  const { t } = useTranslation('flows');
  const [words, setWords] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setWords('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const shown = (type: string, group: string) =>
    fits(words, `${t(`triggerKind.${type}`)} ${t(`triggerText.${type}`)} ${t(`triggerGroup.${group}`)}`);
  const groups = Object.entries(TRIGGER_GROUPS)
    .map(([group, types]) => ({ group, types: (types as readonly string[]).filter((type) => shown(type, group)) }))
    .filter(({ types }) => types.length > 0);
  return (
    <Combobox
      store={combobox}
      shadow="md"
      onOptionSubmit={(type) => {
        combobox.closeDropdown();
        if (type !== value) onChange(type);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <InputBase
          label={t('triggerLabel')}
          description={t(`triggerText.${value}`, { defaultValue: '' }) || undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          component="button"
          type="button"
          pointer
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          disabled={readOnly}
          onClick={() => combobox.toggleDropdown()}
          error={error}
        >
          {t(`triggerKind.${value}`, { defaultValue: value })}
        </InputBase>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={t('triggerSearch')}
          aria-label={t('triggerSearch')}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah="min(420px, 55dvh)" type="auto">
            {groups.length === 0 && <Combobox.Empty>{t('palette.nothing')}</Combobox.Empty>}
            {groups.map(({ group, types }) => (
              <Combobox.Group key={group} label={t(`triggerGroup.${group}`)}>
                {types.map((type) => (
                  <Combobox.Option key={type} value={type} active={type === value}>
                    <Text size="sm" fw={500} lh={1.3}>
                      {t(`triggerKind.${type}`)}
                    </Text>
                    <Text size="xs" c="dimmed" lh={1.3}>
                      {t(`triggerText.${type}`)}
                    </Text>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
