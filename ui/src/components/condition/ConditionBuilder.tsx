import { DndContext } from '@dnd-kit/core';
import { ActionIcon, Group, Stack, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fractionDigits } from '@/lib/format';
import { useShop } from '@/lib/session';
import { useUndo } from '@/lib/useUndo';
import type { Condition } from './condition';
import { Context } from './context';
import { GroupBox } from './GroupBox';
import { Sentence } from './Sentence';
import { conditionOf, treeOf } from './tree';
import { useDragging } from './useDragging';

interface Props {
  /** Where it starts; later changes come by `onChange`. Another condition needs another `key`. */
  initial: Condition | null;
  onChange: (condition: Condition | null) => void;
  /** The segment being edited. */
  segment?: string;
  readOnly?: boolean;
  /** False where something around it undoes. */
  undoable?: boolean;
}

/** Builds a condition of nested groups, with undo, and says it in plain words. */
export function ConditionBuilder({ initial, onChange, segment, readOnly = false, undoable = true }: Props) {
  const { t, i18n } = useTranslation('condition');
  const { currency } = useShop();
  const tree = useUndo(treeOf(initial));
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
  });
  const root = tree.value;
  const dragging = useDragging(root, (next) => tree.set(next));
  const told = useRef(root);
  useEffect(() => {
    if (told.current === root) return;
    told.current = root;
    tell.current(conditionOf(root));
  }, [root]);
  const context = useMemo(
    () => ({
      unit: 10 ** fractionDigits(currency),
      currency,
      decimal: i18n.language === 'en' ? '.' : ',',
      segment,
      readOnly,
    }),
    [currency, i18n.language, segment, readOnly],
  );
  useHotkeys(
    undoable
      ? [
          ['mod+Z', tree.undo],
          ['mod+shift+Z', tree.redo],
        ]
      : [],
  );
  return (
    <Context.Provider value={context}>
      <Stack gap="sm">
        <DndContext {...dragging}>
          <GroupBox group={root} root={root} depth={0} onChange={tree.set} />
        </DndContext>
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
          <Sentence condition={conditionOf(root)} />
          {!readOnly && undoable && (
            <Group gap={4} wrap="nowrap">
              <Tooltip label={t('ui.undo')}>
                <ActionIcon size="lg" aria-label={t('ui.undo')} disabled={!tree.canUndo} onClick={tree.undo}>
                  <IconArrowBackUp size={19} />
                </ActionIcon>
              </Tooltip>
              <Tooltip label={t('ui.redo')}>
                <ActionIcon size="lg" aria-label={t('ui.redo')} disabled={!tree.canRedo} onClick={tree.redo}>
                  <IconArrowForwardUp size={19} />
                </ActionIcon>
              </Tooltip>
            </Group>
          )}
        </Group>
      </Stack>
    </Context.Provider>
  );
}
