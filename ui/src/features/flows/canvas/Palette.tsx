import { Combobox, Group, ScrollArea, Text, ThemeIcon, useCombobox } from '@mantine/core';
import { IconClipboard, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fits } from '@/lib/plain';
import type { StepType } from '../graph/definition';
import classes from './FlowCanvas.module.css';
import { LOOKS, STEP_GROUPS } from './looks';

interface Props {
  onClose: () => void;
  onPick: (type: StepType) => void;
  /** Missing when nothing was copied. */
  onPaste?: () => void;
  label: string;
}

/** What can be put on an edge: all kinds of steps by groups, with a search. */
export function Palette({ onClose, onPick, onPaste, label }: Props) {
  const { t } = useTranslation('flows');
  const [words, setWords] = useState('');
  const combobox = useCombobox({ opened: true, onOpenedChange: (open) => !open && onClose() });
  const { focusSearchInput, updateSelectedOptionIndex } = combobox;
  // what is called so comes alone; only where nothing is, what is told so
  const all = Object.values(STEP_GROUPS).flat() as StepType[];
  const named = all.some((type) => fits(words, t(`step.${type}`)));
  const shown = (type: StepType, group: string) =>
    fits(words, t(`step.${type}`)) || (!named && fits(words, `${t(`stepText.${type}`)} ${t(`stepGroup.${group}`)}`));
  useEffect(() => {
    const frame = requestAnimationFrame(() => focusSearchInput());
    return () => cancelAnimationFrame(frame);
    // once, as it opens
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const groups = Object.entries(STEP_GROUPS)
    .map(([group, types]) => ({ group, types: (types as readonly StepType[]).filter((type) => shown(type, group)) }))
    .filter(({ types }) => types.length > 0);
  return (
    <Combobox
      store={combobox}
      width={330}
      position="right-start"
      shadow="lg"
      middlewares={{ flip: true, shift: { padding: 8 } }}
      onOptionSubmit={(value) => {
        onClose();
        if (value === 'paste') onPaste?.();
        else onPick(value as StepType);
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        <button type="button" className={`${classes.plus} nodrag nopan`} data-open aria-label={label} aria-expanded tabIndex={-1} onClick={onClose}>
          <IconPlus size={14} />
        </button>
      </Combobox.Target>
      <Combobox.Dropdown className="nodrag nopan nowheel">
        <Combobox.Search
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            updateSelectedOptionIndex('active');
          }}
          placeholder={t('palette.search')}
          aria-label={t('palette.search')}
        />
        <Combobox.Options>
          <ScrollArea.Autosize mah="min(440px, 60dvh)" type="auto">
            {onPaste && words === '' && (
              <Combobox.Option value="paste">
                <Group gap="sm" wrap="nowrap">
                  <ThemeIcon variant="light" color="gray" size={30}>
                    <IconClipboard size={17} aria-hidden />
                  </ThemeIcon>
                  <Text size="sm" fw={500}>
                    {t('palette.paste')}
                  </Text>
                </Group>
              </Combobox.Option>
            )}
            {groups.length === 0 && <Combobox.Empty>{t('palette.nothing')}</Combobox.Empty>}
            {groups.map(({ group, types }) => (
              <Combobox.Group key={group} label={t(`stepGroup.${group}`)}>
                {types.map((type) => {
                  const { icon: Sign, color } = LOOKS[type];
                  return (
                    <Combobox.Option key={type} value={type}>
                      <Group gap="sm" wrap="nowrap">
                        <ThemeIcon variant="light" color={color} size={30}>
                          <Sign size={17} stroke={1.7} aria-hidden />
                        </ThemeIcon>
                        <div style={{ minWidth: 0 }}>
                          <Text size="sm" fw={500} lh={1.3}>
                            {t(`step.${type}`)}
                          </Text>
                          <Text size="xs" c="dimmed" lh={1.3}>
                            {t(`stepText.${type}`)}
                          </Text>
                        </div>
                      </Group>
                    </Combobox.Option>
                  );
                })}
              </Combobox.Group>
            ))}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
