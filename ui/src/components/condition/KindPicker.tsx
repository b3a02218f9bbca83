import { Combobox, ScrollArea, Text, useCombobox } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fits } from '@/lib/plain';
import { GROUPS, KINDS, type Kind } from './kinds';

interface Props {
  onPick: (kind: Kind) => void;
  /** Opens the list; gets `onClick`. */
  target: (toggle: () => void, opened: boolean) => ReactElement;
}

/** All that can be asked, in plain words, with a search over them. */
export function KindPicker({ onPick, target }: Props) {
  const { t } = useTranslation('condition');
  const [words, setWords] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      setWords('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const named = KINDS.map((kind) => ({ kind, name: t(`kind.${kind.id.replace(':', '-')}`) }));
  const fitting = named.filter(({ kind, name }) => fits(words, `${name} ${t(`group.${kind.group}`)}`));
  return (
    <Combobox
      store={combobox}
      width={320}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(id) => {
        const kind = KINDS.find((each) => each.id === id);
        if (kind) onPick(kind);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        {target(() => combobox.toggleDropdown(), combobox.dropdownOpened)}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            combobox.updateSelectedOptionIndex();
          }}
          placeholder={t('ui.searchKinds')}
          aria-label={t('ui.searchKinds')}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah={340} type="auto">
            {fitting.length === 0 && (
              <Combobox.Empty>
                <Text size="sm" c="dimmed">
                  {t('ui.noKind')}
                </Text>
              </Combobox.Empty>
            )}
            {GROUPS.map((group) => {
              const options = fitting.filter(({ kind }) => kind.group === group);
              return options.length === 0 ? null : (
                <Combobox.Group key={group} label={t(`group.${group}`)}>
                  {options.map(({ kind, name }) => (
                    <Combobox.Option key={kind.id} value={kind.id}>
                      {name}
                    </Combobox.Option>
                  ))}
                </Combobox.Group>
              );
            })}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
