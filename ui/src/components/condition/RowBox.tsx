import { ActionIcon, Badge, Button, Menu } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconBraces,
  IconChevronDown,
  IconCopy,
  IconDots,
  IconSwitchHorizontal,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './builder.module.css';
import { isComplete } from './complete';
import type { Leaf } from './condition';
import { useBuilder } from './context';
import { KindPicker } from './KindPicker';
import { kindOf } from './kinds';
import { LeafFields } from './LeafFields';
import type { Row } from './tree';

export interface RowActs {
  change: (row: Row) => void;
  remove: () => void;
  duplicate: () => void;
  shift: (by: -1 | 1) => void;
  wrap: () => void;
}

/** One question about the customer: what, and its values. */
export function RowBox({ row, acts }: { row: Row; acts: RowActs }) {
  const { t } = useTranslation('condition');
  const { unit, readOnly } = useBuilder();
  const name = t(`kind.${kindOf(row.leaf).replace(':', '-')}`);
  const open = !isComplete(row.leaf);
  return (
    <div className={classes.row} role="group" aria-label={name} data-open={open || undefined}>
      <div className={classes.fields}>
        {row.not && (
          <Badge color="red" size="lg">
            {t('ui.not')}
          </Badge>
        )}
        {readOnly ? (
          <Badge size="lg">{name}</Badge>
        ) : (
          <KindPicker
            onPick={(kind) => acts.change({ ...row, leaf: kind.make(unit) })}
            target={(toggle, opened) => (
              <Button
                variant="light"
                size="sm"
                px="sm"
                fw={500}
                aria-haspopup="listbox"
                aria-expanded={opened}
                aria-label={`${t('ui.kind')}: ${name}`}
                rightSection={<IconChevronDown size={15} aria-hidden />}
                onClick={toggle}
              >
                {name}
              </Button>
            )}
          />
        )}
        <LeafFields leaf={row.leaf} onChange={(leaf: Leaf) => acts.change({ ...row, leaf })} />
        {open && (
          <Badge color="orange" variant="light">
            {t('ui.incomplete')}
          </Badge>
        )}
      </div>
      {!readOnly && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon size="lg" aria-label={`${t('ui.more')}: ${name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconSwitchHorizontal size={16} />} onClick={() => acts.change({ ...row, not: !row.not })}>
              {t(row.not ? 'ui.affirm' : 'ui.negate')}
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy size={16} />} onClick={acts.duplicate}>
              {t('ui.duplicate')}
            </Menu.Item>
            <Menu.Item leftSection={<IconBraces size={16} />} onClick={acts.wrap}>
              {t('ui.wrap')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => acts.shift(-1)}>
              {t('ui.moveUp')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => acts.shift(1)}>
              {t('ui.moveDown')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={acts.remove}>
              {t('ui.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
